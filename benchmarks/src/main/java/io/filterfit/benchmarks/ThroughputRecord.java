package io.filterfit.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What was measured of one architecture.
 *
 * @param commit of the sources, as git has it
 * @param runs of the benchmark that made it
 * @param rates one a round
 */
record ThroughputRecord(
        Machine machine,
        String commit,
        String architecture,
        int batch,
        List<Run> runs,
        Map<Entrant, List<Rate>> rates) {

    /** @param command as it was given */
    record Run(Instant time, String command) {}

    /** Nothing measured yet. */
    ThroughputRecord(Machine machine, String commit, String architecture, int batch, Run run) {
        this(machine, commit, architecture, batch, new ArrayList<>(List.of(run)), new EnumMap<>(Entrant.class));
    }

    void add(Entrant entrant, Rate rate) {
        rates.computeIfAbsent(entrant, name -> new ArrayList<>()).add(rate);
    }

    /**
     * This record's rounds, then another's.
     *
     * @throws IOException if they were measured in different circumstances
     */
    ThroughputRecord followedBy(ThroughputRecord next) throws IOException {
        requireSame("machine", machine, next.machine);
        requireSame("commit", commit, next.commit);
        requireSame("architecture", architecture, next.architecture);
        requireSame("batch size", batch, next.batch);
        ThroughputRecord both = new ThroughputRecord(
                machine, commit, architecture, batch, new ArrayList<>(runs), new EnumMap<>(Entrant.class));
        both.runs.addAll(next.runs);
        for (ThroughputRecord part : List.of(this, next)) {
            part.rates.forEach((entrant, measured) -> measured.forEach(rate -> both.add(entrant, rate)));
        }
        for (Entrant entrant : both.rates.keySet()) {
            both.setup(entrant);
        }
        return both;
    }

    private void requireSame(String what, Object ours, Object theirs) throws IOException {
        if (!ours.equals(theirs)) {
            throw new IOException(String.format(
                    "the record of %s was made with another %s (%s, now %s); run without --append to begin anew",
                    architecture, what, ours, theirs));
        }
    }

    /**
     * What an entrant was measured with.
     *
     * @throws IOException if that changed from one round to the next
     */
    String setup(Entrant entrant) throws IOException {
        Set<String> setups = rates.get(entrant).stream().map(Rate::setup).collect(Collectors.toSet());
        if (setups.size() > 1) {
            throw new IOException(entrant + " was not measured with the same in all rounds: " + setups
                    + "; run without --append to begin anew");
        }
        return setups.iterator().next();
    }

    boolean has(Entrant entrant) {
        return rates.containsKey(entrant);
    }

    /** The median of the rounds, in images per second. */
    double median(Entrant entrant, ToDoubleFunction<Rate> of) {
        return StatUtils.percentile(values(entrant, of), 50);
    }

    double least(Entrant entrant, ToDoubleFunction<Rate> of) {
        return StatUtils.min(values(entrant, of));
    }

    double most(Entrant entrant, ToDoubleFunction<Rate> of) {
        return StatUtils.max(values(entrant, of));
    }

    private double[] values(Entrant entrant, ToDoubleFunction<Rate> of) {
        return rates.get(entrant).stream().mapToDouble(of).toArray();
    }

    /** An entrant's median as a multiple of the faster PyTorch's of the same arithmetic; empty where there is no PyTorch. */
    OptionalDouble ofPeer(Entrant entrant, ToDoubleFunction<Rate> of) {
        OptionalDouble peer = fastest(
                rates.keySet().stream()
                        .filter(other -> other.isPeer() && other.arithmetic() == entrant.arithmetic())
                        .toList(),
                of);
        return has(entrant) && peer.isPresent()
                ? OptionalDouble.of(median(entrant, of) / peer.getAsDouble())
                : OptionalDouble.empty();
    }

    /** FilterFit's median of training as a multiple of stock Deeplearning4j's; empty where one was not measured. */
    OptionalDouble ofStock() {
        return has(Entrant.STOCK) && has(Entrant.FILTERFIT)
                ? OptionalDouble.of(median(Entrant.FILTERFIT, Rate::training) / median(Entrant.STOCK, Rate::training))
                : OptionalDouble.empty();
    }

    private OptionalDouble fastest(Collection<Entrant> among, ToDoubleFunction<Rate> of) {
        return among.stream().mapToDouble(entrant -> median(entrant, of)).max();
    }
}
