import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the signatures out of the jars of a folder. Java keeps no classes of signed jars in its
 * caches, so that LSP4J's, which are most of what the language server loads, would be read and
 * verified at each start.
 */
final class Unsigned {
  public static void main(String[] arguments) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
      for (Path jar : jars) {
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
          Path meta = inside.getPath("META-INF");
          if (Files.isDirectory(meta)) {
            unsign(meta);
          }
        }
      }
    }
  }

  private static void unsign(Path meta) throws IOException {
    try (DirectoryStream<Path> signatures =
        Files.newDirectoryStream(meta, "*.{SF,RSA,DSA,EC}")) {
      for (Path signature : signatures) {
        Files.delete(signature);
      }
    }
  }
}
