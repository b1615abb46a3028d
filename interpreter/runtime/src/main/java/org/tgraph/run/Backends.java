package org.tgraph.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;

/**
 * The backends at hand: those on the class path, and those laid out in folders beside the command,
 * {@code backends/NAME/*.jar}, each of which is loaded when it is first asked for, by a class
 * loader of its own, so that nobody pays for native libraries they do not use.
 */
public final class Backends {
  /** The order in which {@code auto} tries them; others are used where they are asked for. */
  private static final List<String> PREFERRED = List.of("native", "nd4j", "reference");

  private final Map<String, Backend> loaded = new LinkedHashMap<>();
  private final Map<String, Path> folders = new TreeMap<>();

  /**
   * @param home the folder that holds {@code backends/}, if there is one
   */
  public Backends(Optional<Path> home) {
    add(new ReferenceBackend());
    ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).forEach(this::add);
    home.map(h -> h.resolve("backends")).filter(Files::isDirectory).ifPresent(this::folders);
  }

  /** Those of this installation, which the launcher names in the property {@code tgraph.home}. */
  public static Backends installed() {
    return new Backends(Optional.ofNullable(System.getProperty("tgraph.home")).map(Path::of));
  }

  private void add(Backend backend) {
    loaded.putIfAbsent(backend.name(), backend);
  }

  private void folders(Path backends) {
    try (Stream<Path> entries = Files.list(backends)) {
      entries
          .filter(Files::isDirectory)
          .forEach(folder -> folders.put(folder.getFileName().toString(), folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all, those that {@code auto} prefers first; nothing is loaded for it. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    Stream.of(PREFERRED.stream(), loaded.keySet().stream(), folders.keySet().stream())
        .flatMap(s -> s)
        .filter(n -> loaded.containsKey(n) || folders.containsKey(n))
        .distinct()
        .forEach(names::add);
    return names;
  }

  /** The backend of that name, loaded now if need be. It may say that it is unavailable. */
  public Optional<Backend> named(String name) {
    Backend known = loaded.get(name);
    if (known == null && folders.containsKey(name)) {
      known = load(name, folders.get(name));
      loaded.put(name, known);
    }
    return Optional.ofNullable(known);
  }

  /**
   * Has the one of a name, or the first that {@code auto} tries, load what it needs in a thread of
   * its own, while there is other work to do.
   */
  public void prepare(Optional<String> name) {
    Optional<Backend> backend =
        name.map(this::named)
            .orElseGet(
                () -> PREFERRED.stream().map(this::named).flatMap(Optional::stream).findFirst());
    backend.ifPresent(
        b -> Thread.ofPlatform().daemon().name("preparing " + b.name()).start(b::unavailable));
  }

  private static Backend load(String name, Path folder) {
    // Never closed: the backend is used until the process ends.
    ClassLoader loader = new URLClassLoader(jars(folder), Backend.class.getClassLoader());
    try {
      for (Backend backend : ServiceLoader.load(Backend.class, loader)) {
        if (backend.name().equals(name)) {
          return backend;
        }
      }
      return new AbsentBackend(name, "`" + folder + "` does not hold it");
    } catch (ServiceConfigurationError | LinkageError e) {
      return new AbsentBackend(name, "it cannot be loaded from `" + folder + "`: " + e);
    }
  }

  private static URL[] jars(Path folder) {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
        jars.add(file.toUri().toURL());
      }
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jars.toArray(URL[]::new);
  }

  /**
   * What {@code auto} stands for.
   *
   * @param why for each that was passed over, why, in a sentence
   */
  public record Choice(Backend backend, List<String> why) {
    public Choice {
      why = List.copyOf(why);
    }
  }

  /** The preferred one of those that are there and have everything the graphs need. */
  public Choice choose(List<Graph> graphs) {
    List<String> why = new ArrayList<>();
    for (String name : PREFERRED) {
      Optional<Backend> backend = named(name);
      Optional<String> obstacle =
          backend.isEmpty()
              ? Optional.of("The backend `" + name + "` is not installed.")
              : obstacle(backend.get(), graphs);
      if (obstacle.isEmpty()) {
        Backend chosen = backend.get();
        boolean isPlain = chosen instanceof ReferenceBackend;
        return new Choice(isPlain ? chosen : new Tiered(chosen), why);
      }
      why.add(obstacle.get());
    }
    throw new IllegalStateException("the reference backend has a gap");
  }

  private static Optional<String> obstacle(Backend backend, List<Graph> graphs) {
    return backend
        .unavailable()
        .map(why -> "The backend `" + backend.name() + "` is not available: " + why + ".")
        .or(() ->
            graphs.stream()
                .flatMap(g -> gaps(g, backend).stream())
                .findFirst()
                .map(Diagnostic::message));
  }

  /** What is left of a graph that is prepared; one that it can do as it is need not be. */
  private static List<Diagnostic> gaps(Graph graph, Backend backend) {
    List<Diagnostic> asItIs = Gaps.of(Decompose.forBackend(graph, backend), backend);
    return asItIs.isEmpty() ? asItIs : Gaps.of(Prepare.forBackend(graph, backend), backend);
  }
}
