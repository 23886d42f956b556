/**
 * Which filters of a coupled group stay (algorithm section 2): the fitting of the norm distribution that FilterFit stands
 * for, and the criteria it is compared with, behind one interface.
 *
 * <p>{@link io.filterfit.selection.FilterSelector#of} is the way in. Every selector is a pure function of filters, count,
 * criterion and seed, and of the {@link io.filterfit.selection.TrainedNorms} where soft pruning has changed the filters since. {@link io.filterfit.selection.CriteriaComparison} says how well a selection fits, beside what the other
 * criteria would have kept.
 */
package io.filterfit.selection;
