package io.filterfit.cli;

import io.filterfit.evaluation.NetworkCost;
import io.filterfit.manifest.Manifest;
import io.filterfit.model.Network;
import io.filterfit.model.Networks;
import io.filterfit.surgery.ManifestCut;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Repeats a cut on another copy of the network. */
@Command(
        name = "apply",
        description = {
            "Cut a network as a manifest says that another copy of it was cut, whatever the weights of this one.",
            "Only filters go: nothing is recovered, trained or measured."
        },
        mixinStandardHelpOptions = true)
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(names = "--manifest", paramLabel = "FILE", required = true, description = "What a compression kept.")
    private Path manifestFile;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The copy of the network.")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the cut network is written.")
    private Path out;

    /** The outcome for machines; {@code sameFile} says whether the copy is the very file that the manifest is of. */
    record Applied(String model, boolean sameFile, long flopsBefore, long flopsAfter, long parametersAfter) {}

    @Override
    public Integer call() {
        OutputFiles.requireWritable(out);
        Manifest manifest = ManifestFile.read(manifestFile);
        Network network = Networks.read(model);
        Network cut = network.with(ManifestCut.apply(manifest, network.graph()));
        Networks.write(cut, out);
        NetworkCost after = NetworkCost.of(cut.graph());
        output.line("network  " + out);
        output.result(new Applied(
                out.toAbsolutePath().toString(),
                manifest.modelSha256().equals(ManifestFile.sha256(model)),
                NetworkCost.of(network.graph()).macs(),
                after.macs(),
                after.parameters()));
        return 0;
    }
}
