package io.filterfit.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = FilterFit.class.getPackage().getImplementationVersion();
        return new String[] {"filterfit " + (version == null ? "(unpackaged)" : version)};
    }
}
