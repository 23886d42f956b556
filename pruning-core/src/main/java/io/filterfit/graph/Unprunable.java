package io.filterfit.graph;

/**
 * Filters that stay whatever is asked.
 *
 * @param layer the layer's vertex
 * @param filters how many of its filters
 * @param reason why, in words that follow "because"
 */
public record Unprunable(String layer, int filters, String reason) {}
