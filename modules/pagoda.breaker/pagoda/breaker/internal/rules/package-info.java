/** What a policy means to a call: its checks, its rules as plain numbers, the verdict on an end. */
package pagoda.breaker.internal.rules;
