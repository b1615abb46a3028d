package org.tgraph.playground;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which requests are answered. A page of another origin must not use the playground: its requests
 * carry its own {@code Origin}. Nor may one whose name was made to mean this machine (DNS
 * rebinding): its requests carry that name in {@code Host}, which is none of ours.
 */
final class Guard {
  /** An address in digits means what it says, whoever resolves it. */
  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopback;
  private final Set<String> names;

  /**
   * @param host what the playground was told to listen at
   * @param loopback whether that is reached from this machine alone
   */
  Guard(String host, boolean loopback) {
    this.loopback = loopback;
    this.names = Set.of(host.toLowerCase(Locale.ROOT), ownName());
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      // It has none by which it could be reached.
      return "localhost.";
    }
  }

  /**
   * @param host the header, with the port, or null
   * @param port that the server listens at
   */
  boolean allowsHost(String host, int port) {
    if (host == null) {
      return false;
    }
    String suffix = ":" + port;
    String lower = host.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(suffix)) {
      return false;
    }
    String name = lower.substring(0, lower.length() - suffix.length());
    return LOOPBACK.contains(name)
        || !loopback && (names.contains(name) || ADDRESS.matcher(name).matches());
  }

  /**
   * Whether a page of this origin may connect: only that which the playground itself has sent.
   *
   * @param origin the header, or null
   * @param host one that is allowed
   */
  boolean allowsOrigin(String origin, String host) {
    return origin != null && origin.equalsIgnoreCase("http://" + host);
  }
}
