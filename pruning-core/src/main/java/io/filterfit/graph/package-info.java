/**
 * What may be pruned in a network: its coupled groups of filters (algorithm section 3).
 *
 * <p>{@link io.filterfit.graph.ChannelFlow} walks a graph once, from its inputs to its outputs, and says of every channel of
 * every activation which filter it comes from. Offsets of concatenations, slices, pads and the blocks of a flattened image are
 * then nothing special: a channel carries its origin with it. Element-wise addition makes two origins one. {@link
 * io.filterfit.graph.CoupledGroups} gathers the origins that occur in the same activations into groups, and {@link
 * io.filterfit.graph.Cut} says for any activation which of its channels stay.
 *
 * <p>Each kind of vertex and layer is one small rule, found by its exact class. Of a kind that has no rule nothing is assumed:
 * the channels that reach it are unprunable, with the reason, and the rest of the network is pruned.
 *
 * <p>Nothing here changes the graph that it is given.
 */
package io.filterfit.graph;
