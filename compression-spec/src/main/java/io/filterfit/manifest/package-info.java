/**
 * Which filters a compression kept, told so that the cut can be repeated on another copy of the network, in whatever framework.
 *
 * <p>{@link io.filterfit.manifest.Manifest} is plain data whose JSON is part of the public contract: {@code docs/manifest.md} explains it,
 * and its JSON schema is published beside those of the events.
 */
package io.filterfit.manifest;
