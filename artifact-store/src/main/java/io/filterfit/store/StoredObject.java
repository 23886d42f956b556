package io.filterfit.store;

import java.time.Instant;

/**
 * What a listing says of an object.
 *
 * @param size bytes
 * @param modified by the store's clock
 */
public record StoredObject(String key, long size, Instant modified) {}
