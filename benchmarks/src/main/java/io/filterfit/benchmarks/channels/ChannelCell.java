package io.filterfit.benchmarks.channels;

import io.filterfit.spec.Scope;

/**
 * One network, cut in one way.
 *
 * @param architecture of the zoo
 * @param scope of the cut
 * @param flopsReduction asked for
 */
record ChannelCell(String architecture, Scope scope, double flopsReduction, int channelMultiple) {

    String file() {
        return architecture + "-" + code() + "-" + Math.round(100 * flopsReduction) + "-multiple-" + channelMultiple
                + ".json";
    }

    /** The scope as options name it. */
    String code() {
        return scope.name().toLowerCase(java.util.Locale.ROOT);
    }

    String command() {
        return "benchmarks/channels.sh --architecture " + architecture + " --scope " + code() + " --flops-reduction "
                + flopsReduction + " --channel-multiple " + channelMultiple;
    }
}
