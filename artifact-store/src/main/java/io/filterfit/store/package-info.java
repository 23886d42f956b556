/**
 * Artifacts in an S3-compatible object store.
 *
 * <p>An artifact is immutable: its key holds the SHA-256 of its bytes, and whoever reads it verifies size and hash (never
 * the ETag, which means something else from store to store). What several workers may race for is a small document created
 * by a conditional PUT ({@code If-None-Match: *}): the first writer wins and all others read what it wrote. Nothing here
 * needs more than the S3 API.
 *
 * <p>Every failure is a {@link io.filterfit.spec.CompressionException}: {@code ARTIFACT_MISSING}, {@code ARTIFACT_CORRUPT},
 * {@code STORE_ACCESS_DENIED}, {@code FILE_UNUSABLE} at once, {@code STORE_UNAVAILABLE} after retries for as long as
 * {@link io.filterfit.store.StoreSettings#retryFor()} says.
 */
package io.filterfit.store;
