package io.filterfit.benchmarks.channels;

import io.filterfit.evaluation.LayerSpeedUp;
import io.filterfit.evaluation.SpeedUp;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results in Markdown, made of the records alone. */
final class ChannelPage {

    private static final int LOSERS = 3;

    private final List<ChannelRecord> records;

    ChannelPage(List<ChannelRecord> records) {
        this.records = records;
    }

    String markdown() {
        StringBuilder page = new StringBuilder(String.format(
                Locale.ROOT,
                """
                # What `--channel-multiple` does for the time

                <!-- Written by benchmarks/channels.sh from records/channels. -->

                Untrained networks of the zoo, cut by at least the share of their FLOPs that was asked for, with kept filters in multiples of m; batch 64, float32, medians of
                interleaved passes of the original and the pruned network. *Kept* is the ratio of the times over the ratio of the FLOPs: what of
                the saving in arithmetic is a saving in time; at least %.0f %% is wanted. *Lost in* names the layers that lose most, with the filters that stayed and their part of all that layers lose.

                | network | scope | asked for | m | FLOPs | time, ms | time | kept | lost in | command |
                |---|---|---|---|---|---|---|---|---|---|
                """,
                100 * SpeedUp.WANTED));
        records.forEach(record -> page.append(row(record)));
        String machines = records.stream()
                .map(record ->
                        record.machine().processor() + ", " + record.machine().processors() + " processors, Java "
                                + record.machine().java() + ", " + record.arithmetic())
                .distinct()
                .collect(Collectors.joining("; "));
        return page.append("\nMeasured on ").append(machines).append(".\n").toString();
    }

    private static String row(ChannelRecord record) {
        ChannelCell cell = record.cell();
        String start = String.format(
                Locale.ROOT,
                "| %s | %s | %.0f %% | %d | ",
                cell.architecture(),
                cell.code(),
                100 * cell.flopsReduction(),
                cell.channelMultiple());
        if (record.impossible() != null) {
            return start + "– | – | – | – | " + record.impossible() + " | `" + cell.command() + "` |\n";
        }
        SpeedUp speedUp = record.speedUp();
        return start
                + String.format(
                        Locale.ROOT,
                        "%.2f× fewer | %.2f → %.2f | %.2f× less | **%.0f %%** | %s | `%s` |%n",
                        speedUp.flopsRatio(),
                        record.latency().original().median(),
                        record.latency().pruned().median(),
                        speedUp.timeRatio(),
                        100 * speedUp.shareKept(),
                        losers(speedUp),
                        cell.command());
    }

    private static String losers(SpeedUp speedUp) {
        return speedUp.losers().stream()
                .limit(LOSERS)
                .map(layer -> loser(layer, speedUp))
                .collect(Collectors.joining(", "));
    }

    private static String loser(LayerSpeedUp layer, SpeedUp speedUp) {
        return String.format(
                Locale.ROOT,
                "%s (%d of %d, %.0f %%)",
                layer.layer(),
                layer.filtersAfter(),
                layer.filtersBefore(),
                100 * speedUp.shareOfLoss(layer));
    }
}
