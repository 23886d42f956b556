/** The pages: written on the server, kept live by htmx, server-sent events and a little script of ours. */
package io.filterfit.console.web;
