/**
 * Who may do what. {@link io.filterfit.console.security.Roles} names the roles; they come from a token of ours, or from an OpenID Connect
 * provider where one is configured.
 */
package io.filterfit.console.security;
