package io.filterfit.service;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import io.filterfit.store.ArtifactStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Counts the attempts at one stage of one round in the store, where the count survives whatever an attempt kills: a job that
 * takes its service down with it must not do so for ever. What is limited are attempts that begin at the same place: one that
 * gets further, as its checkpoints show, was no failure, whatever ended it.
 *
 * <p>An attempt is marked by {@code attempts/<number>-from-<place>}, one that was given back by {@code attempts/<number>-returned}.
 * Numbers are never used again, for they tell progress events apart.
 */
final class Attempts {

    private static final Pattern TAKEN = Pattern.compile(".*/(\\d+)-from-(\\d+)");
    private static final Pattern NUMBER = Pattern.compile(".*/(\\d+)-.*");

    private final ArtifactStore store;
    private final StageKeys keys;
    private final int allowed;

    Attempts(ArtifactStore store, StageKeys keys, int allowed) {
        this.store = store;
        this.keys = keys;
        this.allowed = allowed;
    }

    /**
     * Takes the next attempt.
     *
     * @param furthest tells how far the work is that it goes on from; 0 for its beginning
     * @return its number, from 1
     * @throws CompressionException ATTEMPTS_EXHAUSTED if there is none left
     */
    int take(LongSupplier furthest) {
        // Nearly always it is the first attempt, and then there is nothing that it could go on from, and nothing has to
        // be listed.
        if (allowed > 0 && mark(taken(1, 0))) {
            return 1;
        }
        long place = furthest.getAsLong();
        var marks = store.list(keys.attempts());
        if (countFrom(place, marks) >= allowed) {
            throw new CompressionException(
                    FailureReason.ATTEMPTS_EXHAUSTED,
                    "the " + keys.stage().label() + " gave up on job " + keys.jobId() + " after " + allowed
                            + " attempts, none of which came any further; its log tells what happened");
        }
        int number = 1 + marks.stream().mapToInt(Attempts::number).max().orElse(0);
        while (!mark(taken(number, place))) {
            number++;
        }
        return number;
    }

    /** Gives back an attempt that was broken off through no fault of the job. */
    void giveBack(int attempt) {
        mark(returned(attempt));
    }

    /** Whether the mark is this attempt's: one whose writer was not answered is there, and its own, when it tries again. */
    private boolean mark(String key) {
        var mark = ("{\"at\":\"" + Instant.now() + "\",\"by\":\"" + UUID.randomUUID() + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(store.createOrRead(key, mark), mark);
    }

    private long countFrom(long place, List<String> marks) {
        return marks.stream()
                .map(TAKEN::matcher)
                .filter(mark -> mark.matches() && Long.parseLong(mark.group(2)) == place)
                .filter(mark -> !marks.contains(returned(Integer.parseInt(mark.group(1)))))
                .count();
    }

    private String taken(int number, long place) {
        return keys.attempts() + number + "-from-" + place;
    }

    private String returned(int number) {
        return keys.attempts() + number + "-returned";
    }

    private static int number(String mark) {
        var number = NUMBER.matcher(mark);
        return number.matches() ? Integer.parseInt(number.group(1)) : 0;
    }
}
