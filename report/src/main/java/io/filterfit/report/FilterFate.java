package io.filterfit.report;

import io.filterfit.norm.RedundancySummary;
import io.filterfit.spec.Criterion;
import io.filterfit.spec.Criterion.DistributionFitting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether one filter stayed, and why.
 *
 * @param filter its index, from 0
 * @param norm its norm
 * @param redundancy in [0, 1]; null where not measured
 * @param reason a clause that follows "stays" or "goes"
 */
record FilterFate(int filter, double norm, Double redundancy, boolean stays, String reason) {

    /** The fates of a group's filters, in ascending order of norm. */
    static List<FilterFate> of(GroupReport group, Criterion criterion) {
        double[] norms = group.original().norms();
        boolean[] stays = new boolean[norms.length];
        Arrays.stream(group.selection().kept()).forEach(filter -> stays[filter] = true);
        int[] order = IntStream.range(0, norms.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> norms[i]))
                .mapToInt(i -> i)
                .toArray();
        Reasons reasons = new Reasons(group, criterion, order, stays);
        List<FilterFate> fates = new ArrayList<>();
        for (int filter : order) {
            Double redundancy =
                    group.redundancy() == null ? null : group.redundancy().redundancy()[filter];
            fates.add(new FilterFate(filter, norms[filter], redundancy, stays[filter], reasons.of(filter)));
        }
        return fates;
    }

    /** Puts the rules of each criterion into words. */
    private static final class Reasons {

        private final GroupReport group;
        private final Criterion criterion;
        private final boolean[] stays;
        private final int n;
        private final int k;
        /** The place of each filter among those that the fit is over, and of each kept one among the kept: its slot. */
        private final int[] place;

        private final int[] slot;
        private final int[] slotHolder;
        private final int fitted;

        Reasons(GroupReport group, Criterion criterion, int[] order, boolean[] stays) {
            this.group = group;
            this.criterion = criterion;
            this.stays = stays;
            n = order.length;
            k = group.selection().kept().length;
            place = new int[n];
            slot = new int[n];
            slotHolder = new int[k];
            int places = 0;
            int slots = 0;
            for (int filter : order) {
                if (goesFirst(filter)) {
                    continue;
                }
                place[filter] = places++;
                if (stays[filter]) {
                    slotHolder[slots] = filter;
                    slot[filter] = slots++;
                }
            }
            fitted = places;
        }

        String of(int filter) {
            if (k == n) {
                return "all filters of the group stay";
            }
            if (goesFirst(filter)) {
                return stays[filter] ? "constant output, but too few filters live" : "constant output, went first";
            }
            if (criterion instanceof DistributionFitting fitting) {
                return stays[filter] ? keptByFit(filter) : removedByFit(filter, fitting);
            }
            if (criterion instanceof Criterion.GeometricMedian) {
                return stays[filter]
                        ? "far enough from the geometric median"
                        : "near the geometric median, where others can stand in for it";
            }
            if (criterion instanceof Criterion.Random) {
                return stays[filter] ? "drawn at random" : "not drawn at random";
            }
            String norm = criterion instanceof Criterion.L1Norm ? "L1" : "L2";
            return (stays[filter] ? "among the " : "not among the ") + Quantities.count(k) + " of largest " + norm
                    + " norm";
        }

        private String keptByFit(int filter) {
            return "stands for slot " + (slot[filter] + 1) + " of " + k;
        }

        private String removedByFit(int filter, DistributionFitting fitting) {
            String twin = fitting.redundancyWeight() > 0 && isNearTwin(filter) ? "; has a near twin" : "";
            if (fitting.normExponent() > 0) {
                return "no slot of the norm-weighted distribution took it" + twin;
            }
            int own = (int) ((2L * place[filter] + 1) * k / (2L * fitted));
            return "slot " + (own + 1) + " of " + k + " is filled by filter " + slotHolder[own] + twin;
        }

        private boolean isNearTwin(int filter) {
            return group.redundancy() != null && group.redundancy().redundancy()[filter] >= RedundancySummary.NEAR_TWIN;
        }

        private boolean goesFirst(int filter) {
            boolean plain = criterion instanceof DistributionFitting fitting && !fitting.livingOnly();
            return !plain && group.dead()[filter];
        }
    }
}
