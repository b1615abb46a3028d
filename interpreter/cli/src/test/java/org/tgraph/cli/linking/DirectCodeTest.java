package org.tgraph.cli.linking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes written anew compute what they did as they were compiled, which is run beside them. */
final class DirectCodeTest {
  private static final ClassHierarchyResolver TYPES =
      ClassHierarchyResolver.ofResourceParsing(DirectCodeTest.class.getClassLoader())
          .orElse(ClassHierarchyResolver.defaultResolver());

  record All(boolean a, byte b, char c, short d, int e, long f, float g, double h, Object i) {}

  record Nothing() {}

  sealed interface Shape {
    record Round(double radius) implements Shape {}

    record Long(int length, String name) implements Shape {}

    /** A switch in an interface. */
    default String text() {
      return switch (this) {
        case Round r when r.radius() < 1 -> "small";
        case Round r when r.radius() < 2 -> "middle";
        case Round r -> "large";
        case Long l -> l.name();
      };
    }
  }

  /** What is compared: all results of it. */
  public static final class Results implements Callable<List<Object>> {
    @Override
    public List<Object> call() {
      List<Object> found = new ArrayList<>();
      Object[] values = {
        null,
        "text",
        7,
        7L,
        new int[0],
        new All[1],
        List.of(1),
        new Shape.Round(0.5),
        new Shape.Round(1.5),
        new Shape.Round(Double.NaN),
        new Shape.Round(-0.0),
        new Shape.Round(0.0),
        new Shape.Long(3, "x"),
        new Shape.Long(3, null),
        new Nothing(),
        new All(true, (byte) -1, 'x', (short) -2, 1 << 30, -1L << 40, -0.0f, Double.NaN, null),
        new All(true, (byte) -1, 'x', (short) -2, 1 << 30, -1L << 40, 0.0f, Double.NaN, null),
        new All(true, (byte) -1, 'x', (short) -2, 1 << 30, -1L << 40, 0.0f, Double.NaN, "i"),
      };
      for (Object value : values) {
        found.add(kind(value));
        found.add(value instanceof Shape shape ? shape.text() : "none");
        found.add(value instanceof Record ? value.hashCode() : 0);
        for (Object other : values) {
          found.add(value instanceof Record && value.equals(other));
        }
      }
      found.add(
          new All(false, (byte) 0, 'a', (short) 0, 0, 0, 0, 0, 0)
              .equals(new All(false, (byte) 0, 'a', (short) 0, 0, 0, 0, 0, 0)));
      return found;
    }

    private static String kind(Object value) {
      return switch (value) {
        case null -> "null";
        case String s when s.isEmpty() -> "empty";
        case String s -> "text";
        case Integer i when i > 7 -> "large";
        case Integer i -> "int";
        case Number n -> "number";
        case int[] a -> "ints";
        case All[] a -> "records";
        case Shape.Round r -> "round";
        case Shape s -> "shape";
        case Record r -> "record";
        default -> "other";
      };
    }
  }

  /** Defines the classes of this test anew, by their direct code. */
  private static final class Direct extends ClassLoader {
    private final List<String> left = new ArrayList<>();

    Direct() {
      super(DirectCodeTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      if (known != null || !name.startsWith(DirectCodeTest.class.getName())) {
        return known != null ? known : super.loadClass(name, resolve);
      }
      byte[] code = DirectCode.of(file(name), TYPES);
      left.addAll(bootstraps(code));
      return defineClass(name, code, 0, code.length);
    }
  }

  private static byte[] file(String name) {
    String path = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = DirectCodeTest.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the JVM would be asked to make for a class. */
  private static List<String> bootstraps(byte[] file) {
    return ClassFile.of().parse(file).methods().stream()
        .flatMap(m -> m.code().stream())
        .flatMap(c -> c.elementStream())
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast)
        .map(i -> i.bootstrapMethod().owner().displayName() + "." + i.name().stringValue())
        .toList();
  }

  @Test
  @SuppressWarnings("unchecked")
  void computesTheSame() throws Exception {
    Direct loader = new Direct();
    Class<?> direct = loader.loadClass(Results.class.getName());
    assertFalse(direct == Results.class, "another class");
    Callable<List<Object>> results = (Callable<List<Object>>) direct.getConstructor().newInstance();
    assertEquals(new Results().call(), results.call());
    assertTrue(bootstraps(file(Results.class.getName())).contains("SwitchBootstraps.typeSwitch"));
    List<String> left = loader.left.stream().filter(b -> !b.endsWith(".toString")).toList();
    assertEquals(List.of(), left.stream().filter(b -> !b.startsWith("StringConcat")).toList());
  }

  @Test
  void whatIsDirectStaysAsItIs(@TempDir Path folder) throws IOException {
    byte[] direct = DirectCode.of(file(Shape.class.getName()), TYPES);
    assertSame(direct, DirectCode.of(direct, TYPES));
    Path jar = folder.resolve("some.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String name : List.of("META-INF/MANIFEST.MF", "Shape.class")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.endsWith("F") ? new byte[] {'\n'} : file(Shape.class.getName()));
        out.closeEntry();
      }
    }
    byte[] before = Files.readAllBytes(jar);
    DirectJars.main(new String[] {jar.toString()});
    byte[] once = Files.readAllBytes(jar);
    assertFalse(java.util.Arrays.equals(before, once), "written anew");
    var time = Files.getLastModifiedTime(jar);
    DirectJars.main(new String[] {jar.toString()});
    assertArrayEquals(once, Files.readAllBytes(jar));
    assertEquals(time, Files.getLastModifiedTime(jar));
  }
}
