/** The image under a real systemd, behind real proxies, and in front of a real Prometheus. */
package pagoda.operate;
