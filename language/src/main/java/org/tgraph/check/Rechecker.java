package org.tgraph.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tgraph.data.DataHeaders;
import org.tgraph.source.Source;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;

/**
 * Checks the versions of one script as it is edited. A statement is checked again only if its text
 * has changed or something that its check asked for has another answer now: what a name stands for,
 * the signature of a function, the header of a file (a "verifying trace", as of build systems). The
 * result is what a first check would give. To be used by one thread at a time. Here is what is kept
 * from version to version; {@link VersionCheck} checks one.
 */
public final class Rechecker {
  /** How many letters of earlier versions are kept, for the statements that were checked then. */
  private static final int KEPT = 4_000_000;

  /** How much larger than after the first check the graph of all versions may grow. */
  private static final int GROWTH = 4;

  private final Modules modules;
  private final DataHeaders headers;
  private VersionCheck.Shared shared;

  /** The version that was parsed last. */
  private Optional<Parsed> last = Optional.empty();

  private List<Optional<Part>> before = List.of();
  private int firstSize;

  /** The functions that earlier versions share and that were checked again, as they were. */
  private final Map<FunctionDef, FunctionDef.Found> touched = new IdentityHashMap<>();

  public Rechecker(Modules modules, DataHeaders headers) {
    this.modules = modules;
    this.headers = headers;
    forget();
  }

  /** Checks anew from the next version on. */
  private void forget() {
    shared = VersionCheck.Shared.none(modules, headers);
    before = List.of();
    firstSize = 0;
  }

  /**
   * Checks a version.
   *
   * @param isCancelled asked now and then; once it says so a {@link CancellationException} comes
   *     out
   */
  public Findings check(Source source, BooleanSupplier isCancelled) {
    return check(
        last.map(p -> Parser.parse(source, p)).orElseGet(() -> Parser.parse(source)), isCancelled);
  }

  /**
   * An answer from another text that is not the next version, but what this one would be with
   * something more in it.
   */
  public <T> T aside(Source other, Function<Findings, T> answer) {
    List<Optional<Part>> kept = before;
    Optional<Parsed> version = last;
    VersionCheck.Shared keptBy = shared;
    try {
      return answer.apply(check(other, () -> false));
    } finally {
      last = version;
      touched.forEach(FunctionDef::found);
      if (shared == keptBy) {
        before = kept;
      }
    }
  }

  /** As above, for a text that was parsed before. */
  private Findings check(Parsed parsed, BooleanSupplier isCancelled) {
    if (firstSize > 0 && size() > GROWTH * firstSize) {
      forget();
    }
    last = Optional.of(parsed);
    touched.clear();
    try {
      return run(parsed, isCancelled);
    } catch (VersionCheck.StartOver again) {
      forget();
      return run(parsed, isCancelled);
    } catch (CancellationException cancelled) {
      // What was known before is still right, unless a part of it is half changed.
      if (!touched.isEmpty()) {
        forget();
      }
      throw cancelled;
    } catch (RuntimeException | StackOverflowError e) {
      forget();
      throw e;
    }
  }

  private Findings run(Parsed version, BooleanSupplier isCancelled) {
    boolean isFirst = before.isEmpty();
    VersionCheck check = new VersionCheck(shared, version, before, touched);
    Findings findings = check.run(isCancelled);
    retire(check.parts(), version.script().source());
    before = check.isRecursive() ? List.of() : List.copyOf(check.parts());
    firstSize = isFirst ? Math.max(size(), 1000) : firstSize;
    return findings;
  }

  /** How large the graph of all versions is. */
  private int size() {
    return shared.context().top().body().size();
  }

  /**
   * A statement keeps the version that it was checked in. If these are too many, those that fewest
   * statements need are given up: those are checked again in the next version.
   */
  private static void retire(List<Optional<Part>> parts, Source newest) {
    Map<Source, List<Part>> byVersion = new IdentityHashMap<>();
    for (Optional<Part> part : parts) {
      byVersion
          .computeIfAbsent(part.orElseThrow().source(), s -> new ArrayList<>())
          .add(part.get());
    }
    byVersion.remove(newest);
    long kept = byVersion.keySet().stream().mapToLong(s -> s.text().length()).sum();
    List<Map.Entry<Source, List<Part>>> fewest = new ArrayList<>(byVersion.entrySet());
    fewest.sort(Comparator.comparingInt(e -> e.getValue().size()));
    for (Map.Entry<Source, List<Part>> version : fewest) {
      if (kept <= KEPT) {
        return;
      }
      version.getValue().forEach(p -> p.isReusable = false);
      kept -= version.getKey().text().length();
    }
  }
}
