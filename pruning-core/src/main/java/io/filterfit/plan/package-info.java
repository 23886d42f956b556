/**
 * How much of each coupled group goes, and which filters (algorithm sections 2 and 4).
 *
 * <p>{@link io.filterfit.plan.Planner} turns a target into a {@link io.filterfit.plan.PruningPlan}. What a candidate costs is
 * computed from the sizes of its groups alone ({@link io.filterfit.plan.CostModel}), exactly as the pruned network would be
 * counted; nothing is built before the plan is made.
 */
package io.filterfit.plan;
