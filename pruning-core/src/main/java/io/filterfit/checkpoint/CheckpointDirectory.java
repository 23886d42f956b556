package io.filterfit.checkpoint;

import io.filterfit.spec.CompressionException;
import io.filterfit.spec.FailureReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** Checkpoints in a directory, which several runs may share: {@code <run>/<progress>-<sha256>.zip}. */
public final class CheckpointDirectory implements CheckpointShelf {

    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-([0-9a-f]{64})\\.zip");

    private final Path root;

    public CheckpointDirectory(Path root) {
        this.root = root;
    }

    @Override
    public List<Label> of(String run) {
        if (!Files.isDirectory(root.resolve(run))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(run))) {
            return files.flatMap(file -> label(run, file).stream()).toList();
        } catch (IOException e) {
            throw unusable(root.resolve(run), e);
        }
    }

    @Override
    public Path fetch(Label label, Path directory) {
        Path file = path(label);
        try {
            if (!sha256(file).equals(label.sha256())) {
                throw new CompressionException(
                        FailureReason.ARTIFACT_CORRUPT, file + " does not have the SHA-256 that its name states");
            }
            return file;
        } catch (NoSuchFileException e) {
            throw new CompressionException(FailureReason.ARTIFACT_MISSING, file + " is gone", e);
        } catch (IOException e) {
            throw new CompressionException(FailureReason.ARTIFACT_CORRUPT, file + " cannot be read", e);
        }
    }

    @Override
    public void put(String run, long progress, Path file) {
        try {
            Path target = path(new Label(run, progress, sha256(file), Files.size(file)));
            Files.createDirectories(target.getParent());
            Path beside = target.resolveSibling(target.getFileName() + ".part");
            Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(root.resolve(run), e);
        }
    }

    @Override
    public void delete(Label label) {
        try {
            Files.deleteIfExists(path(label));
        } catch (IOException e) {
            throw unusable(path(label), e);
        }
    }

    /** A run that came to its end needs no checkpoints any more. */
    public void forget(String run) {
        try {
            FileUtils.deleteDirectory(root.resolve(run).toFile());
        } catch (IOException e) {
            throw unusable(root.resolve(run), e);
        }
    }

    private Path path(Label label) {
        return root.resolve(label.run()).resolve("%016d-%s.zip".formatted(label.progress(), label.sha256()));
    }

    private static Optional<Label> label(String run, Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Optional.of(new Label(
                        run,
                        Long.parseLong(name.group(1)),
                        name.group(2),
                        file.toFile().length()))
                : Optional.empty();
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                Files.copy(file, out);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static CompressionException unusable(Path path, IOException e) {
        return new CompressionException(
                FailureReason.FILE_UNUSABLE, path + " cannot be used for checkpoints (" + e.getMessage() + ")", e);
    }
}
