/** Requests and cancellations: what people ask for, as events on the topics and model files in the store. */
package io.filterfit.console.submission;
