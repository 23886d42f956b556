package io.filterfit.benchmarks.families;

import io.filterfit.benchmarks.Machine;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results in Markdown, made of the records alone. */
final class FamilyPage {

    private final List<FamilyRecord> records;

    FamilyPage(List<FamilyRecord> records) {
        this.records = records;
    }

    String markdown() {
        StringBuilder page = new StringBuilder(
                """
                # Families of networks, from ONNX to ONNX

                <!-- Written by benchmarks/families.sh from records/families. -->

                Each network is read from ONNX as PyTorch exports it, cut with all coupled groups in scope by distribution fitting, and written as ONNX again. They
                have the structure of the families (torchvision's networks and a U-Net), fewer channels, random weights and images of 64 x 64 pixels
                (Inception-v3: 80 x 80). *Import* is the largest difference of FilterFit's outputs from ONNX Runtime's for the file that was read,
                *cut* that of the cut network's from the masked one's (the equivalence gate), *export* that of ONNX Runtime's outputs for the file that
                was written from FilterFit's, all as shares of the largest output; at most 1e-4 is wanted. *Fixed* are filters that nothing may
                remove, outputs for instance. FLOPs are multiply-accumulates of one image.

                | family | groups | filters | fixed | asked for | FLOPs, M | fewer | parameters, k | fewer | import | cut | export | command |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        records.forEach(record -> page.append(row(record)));
        String machines = records.stream()
                .map(FamilyRecord::machine)
                .map(FamilyPage::machine)
                .distinct()
                .collect(Collectors.joining("; "));
        return page.append("\nOn ").append(machines).append(".\n").toString();
    }

    private static String machine(Machine machine) {
        return machine.processor() + ", " + machine.processors() + " processors, Java " + machine.java();
    }

    private static String row(FamilyRecord record) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,d | %,d | %.0f %% | %.1f → %.1f | %.1f %% | %,.0f → %,.0f | %.1f %% | %.0e | %.0e | %.0e | `%s` |%n",
                record.family(),
                record.groups(),
                record.filters(),
                record.fixed(),
                100 * record.flopsReduction(),
                record.before().macs() / 1e6,
                record.after().macs() / 1e6,
                100 * record.before().flopsReduction(record.after()),
                record.before().parameters() / 1e3,
                record.after().parameters() / 1e3,
                100 * record.before().parameterReduction(record.after()),
                record.imported(),
                record.equivalence(),
                record.exported(),
                record.command());
    }
}
