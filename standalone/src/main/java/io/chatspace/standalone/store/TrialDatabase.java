package io.chatspace.standalone.store;

import de.bwaldvogel.mongo.MongoServer;
import io.chatspace.standalone.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/// A MongoDB-compatible server inside this JVM on one file, so that nothing has to be installed to try ChatSpace out.
///
/// An acknowledged write is in the file: killing the process loses nothing. The file is forced to disk every
/// [#FORCE_EVERY],
/// and what it replaces is kept for [#KEEP_REPLACED], so that a power cut loses about that much and not the file.
/// Indexes but unique ones do not make it faster: it is not for data that matters, nor for much of it.
public final class TrialDatabase implements Database {
    static final Duration FORCE_EVERY = Duration.ofSeconds(1);
    static final Duration KEEP_REPLACED = Duration.ofSeconds(2);

    /// Small pages: each commit rewrites the ones it touched.
    private static final int PAGE_BYTES = 4096;

    private final MongoServer server;
    private final MVStore store;
    private final Path file;
    private final ScheduledExecutorService forcing;

    private TrialDatabase(MongoServer server, MVStore store, Path file) {
        this.server = server;
        this.store = store;
        this.file = file;
        this.forcing = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("database-sync").factory());
        forcing.scheduleWithFixedDelay(
                this::force, FORCE_EVERY.toMillis(), FORCE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Opens `file`, made where there is none, behind a loopback port of its own.
    public static TrialDatabase open(Path file, int port) {
        MVStore store;
        try {
            store = new MVStore.Builder()
                    .fileName(file.toString())
                    .pageSplitSize(PAGE_BYTES)
                    .open();
        } catch (MVStoreException e) {
            throw new StartFailure("The database file " + file + " cannot be opened (" + e.getMessage() + ").", e);
        }
        store.setRetentionTime(Math.toIntExact(KEEP_REPLACED.toMillis()));
        var server = new MongoServer(new CommittingBackend(store));
        server.bind("127.0.0.1", port);
        return new TrialDatabase(server, store, file);
    }

    @Override
    public String uri() {
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
    }

    @Override
    public String summary() {
        return "in-process, on " + file
                + ", for trying ChatSpace out: what was acknowledged survives a kill of the process,"
                + " a power cut may lose the last " + KEEP_REPLACED.toSeconds()
                + " s. For data that matters put a mongod on the PATH or set MONGODB_URI";
    }

    @Override
    public boolean complete() {
        return false;
    }

    @Override
    public void close() {
        forcing.close();
        // Closes the store too.
        server.shutdownNow();
    }

    private void force() {
        if (!store.isClosed()) {
            store.sync();
        }
    }
}
