/** The REST API under {@code /api}, and the contracts of the events beside it. */
package io.filterfit.console.api;
