/** The pipeline over SASL_SSL and TLS, with real listeners, and what becomes of the credentials. */
package io.filterfit.it.security;
