package org.equipoise.decision;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Combination;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;

/**
 * A charter of constitutions {@code a}, {@code b} and {@code c} that each say of an output what its
 * attribute of their name asks for: {@code allow}, {@code block}, {@code torn}, {@code fault}, or
 * nothing. The attribute {@code how} of the case names the way to combine; {@code c} lets pass what
 * it is silent about and what it cannot decide.
 */
public final class Delegates {
  public static final List<String> NAMES = List.of("a", "b", "c");

  public static final Charter CHARTER = charter("1");

  private Delegates() {}

  /** The charter, whose constitutions have some version. */
  public static Charter charter(String version) {
    return Charter.of(files(version), Permissions.none());
  }

  /** Its files, as {@link Charter#files} returns them. */
  public static Map<String, String> files(String version) {
    Map<String, String> files = new TreeMap<>();
    String clauses =
        Stream.of(Combination.values())
            .map(
                it ->
                    "\"%1$s\": {\"values\": [\"%1$s\"], \"apply\": [\"a\", \"b\", \"c\"], \"combine\": \"%1$s\"}"
                        .replace("%1$s", it.word()))
            .collect(Collectors.joining(",\n    "));
    files.put(
        "charter.json",
        """
        {
          "name": "delegates",
          "version": "VERSION",
          "constitutions": {"a": "a", "b": "b", "c": "c"},
          "by": "how",
          "clauses": {
            "alone": {"values": ["alone"], "apply": "c"},
            CLAUSES
          },
          "weights": {"a": 3, "b": 1, "c": 1},
          "concessions": [{"constitution": "a", "element": "principle:a-blocks"}]
        }
        """
            .replace("VERSION", version)
            .replace("CLAUSES", clauses));
    for (String name : NAMES) {
      files.put(
          "constitutions/" + name + "/constitution.json",
          "{\"name\": \"NAME\", \"version\": \"VERSION\"SETTINGS}"
              .replace("NAME", name)
              .replace("VERSION", version)
              .replace(
                  "SETTINGS",
                  name.equals("c")
                      ? ", \"settings\": {\"onGap\": \"allow\", \"onError\": \"allow\"}"
                      : ""));
      files.put(
          "constitutions/" + name + "/rules.drl",
          """
          package delegates
          rule "N-blocks" @Principle( weight = 0.8 )
          when $o : Output( attr("N") in ( "block", "torn" ) )
          then forbid( $o, "N blocks in version VERSION" ); end
          rule "N-allows" @Principle( weight = 0.8 )
          when $o : Output( attr("N") in ( "allow", "torn" ) )
          then permit( $o, "N allows in version VERSION" ); end
          rule "N-faults" @Principle( weight = 0.8 )
          when $o : Output( attr("N") == "fault" )
          then forbid( $o, "".substring( 1 ) ); end
          """
              .replace("N-", name + "-")
              .replace("\"N\"", "\"" + name + "\"")
              .replace("\"N ", "\"" + name + " ")
              .replace("VERSION", version));
    }
    return files;
  }

  /**
   * A case.
   *
   * @param says what {@code a}, {@code b} and {@code c} say of each output, separated by spaces;
   *     {@code -} for nothing
   */
  public static Case given(String how, String... says) {
    List<Output> outputs =
        IntStream.range(0, says.length)
            .mapToObj(it -> Output.of("o" + it, attributes(says[it])))
            .toList();
    return Case.of("c", outputs.get(0))
        .withAttributes(Attributes.of(Map.of("how", how)), outputs, List.of());
  }

  private static Attributes attributes(String says) {
    List<String> words = List.of(says.split(" ", -1));
    Map<String, Object> all = new TreeMap<>();
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).equals("-")) {
        all.put(NAMES.get(i), words.get(i));
      }
    }
    return Attributes.of(all);
  }
}
