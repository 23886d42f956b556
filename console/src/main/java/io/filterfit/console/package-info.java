/** The console: a REST API and web pages over what the topics tell and the store holds. It keeps nothing itself. */
package io.filterfit.console;
