package io.filterfit.cli;

import io.filterfit.dataset.FetchObserver;

/** Shows how a data set comes in. */
record FetchProgress(StageProgress stages) implements FetchObserver {
    @Override
    public void progress(String step, long done, long total) {
        boolean known = total > 0;
        String amount = known ? "%,d of %,d".formatted(done, total) : "%,d".formatted(done);
        stages.update("data set", known ? (double) done / total : 0, step + ", " + amount);
    }
}
