/** The image under a real systemd, and its alerts. */
package pagoda.operate;
