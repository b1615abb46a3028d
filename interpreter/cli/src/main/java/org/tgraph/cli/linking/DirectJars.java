package org.tgraph.cli.linking;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes {@link DirectCode} of all classes of jars, before the launcher has their classes loaded
 * into an AOT cache. A jar that has no other code is left as it is, so that this can be done again.
 */
final class DirectJars {
  private DirectJars() {}

  /** The arguments are the jars. What their classes mention is in them or on the class path. */
  public static void main(String[] arguments) throws IOException {
    List<Path> jars = new ArrayList<>();
    List<URL> places = new ArrayList<>();
    for (String argument : arguments) {
      jars.add(Path.of(argument));
      places.add(Path.of(argument).toUri().toURL());
    }
    Map<Path, Path> written = new LinkedHashMap<>();
    try (URLClassLoader all = new URLClassLoader(places.toArray(URL[]::new))) {
      ClassHierarchyResolver types =
          ClassHierarchyResolver.ofResourceParsing(all)
              .orElse(ClassHierarchyResolver.defaultResolver());
      for (Path jar : jars) {
        Map<String, byte[]> before = entries(jar);
        Map<String, byte[]> after = direct(before, types);
        if (after.entrySet().stream().anyMatch(e -> before.get(e.getKey()) != e.getValue())) {
          Path beside = jar.resolveSibling(jar.getFileName() + ".new");
          write(after, beside);
          written.put(beside, jar);
        }
      }
    }
    // In the end, since classes are still read from the jars before.
    for (Map.Entry<Path, Path> one : written.entrySet()) {
      Files.move(one.getKey(), one.getValue(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Map<String, byte[]> direct(
      Map<String, byte[]> entries, ClassHierarchyResolver types) {
    Map<String, byte[]> direct = new LinkedHashMap<>();
    entries.forEach((name, bytes) ->
        direct.put(name, name.endsWith(".class") ? DirectCode.of(bytes, types) : bytes));
    return direct;
  }

  private static Map<String, byte[]> entries(Path jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static void write(Map<String, byte[]> entries, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
  }
}
