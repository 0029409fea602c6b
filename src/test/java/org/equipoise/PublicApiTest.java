package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page {@code src/docs/api.md} lists every public type. */
class PublicApiTest {
  private static final Path PAGE = Path.of("src", "docs", "api.md");
  private static final String FOR_USERS = "For users";
  private static final Pattern TYPE = Pattern.compile("- `(\\w+)`: (\\S.*[^.])");

  /** Rules see a case, an output and a judgment as types of their own, with the same names. */
  private static final Set<String> SHARED_NAMES =
      Set.of("Case", "Judgment", "Output", "Message", "Session");

  /** Spring fills this record, with lists of its own. */
  private static final Set<String> UNCOPIED =
      Set.of("org.equipoise.integration.spring.EquipoiseProperties");

  /** For each part of the page, the names of its types in order. */
  private static final Map<String, List<String>> LISTED = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    String part = "";
    String inPackage = "";
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("### ")) {
        inPackage = line.substring(4);
      } else if (line.startsWith("## ")) {
        part = line.substring(3);
      } else if (line.startsWith("- ")) {
        Matcher type = TYPE.matcher(line);
        assertTrue(type.matches(), "not `- \\`Type\\`: what it is for`: " + line);
        LISTED.computeIfAbsent(part, it -> new ArrayList<>()).add(inPackage + "." + type.group(1));
      }
    }
  }

  @Test
  void thePageListsEachPublicTypeOutsideInternalPackages() {
    Set<String> expected =
        MainClasses.ALL.stream()
            .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(it -> it.isTopLevelClass() && !it.getSimpleName().equals("package-info"))
            .filter(it -> !(it.getPackageName() + ".").contains(".internal."))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed = new TreeSet<>();
    LISTED.values().forEach(listed::addAll);
    assertEquals(String.join("\n", expected), String.join("\n", listed));
  }

  @Test
  void thePageIsSortedAndListsNoTypeTwice() {
    LISTED.forEach((part, types) -> assertEquals(List.copyOf(new TreeSet<>(types)), types, part));
    Set<String> all = new TreeSet<>();
    LISTED.values().forEach(it -> it.forEach(type -> assertTrue(all.add(type), type)));
  }

  @Test
  void noTwoTypesForUsersShareASimpleName() {
    Map<String, List<String>> byName =
        LISTED.get(FOR_USERS).stream()
            .collect(Collectors.groupingBy(it -> it.substring(it.lastIndexOf('.') + 1)));
    byName.keySet().removeAll(SHARED_NAMES);
    byName.values().removeIf(it -> it.size() == 1);
    assertEquals(Map.of(), byName);
  }

  /**
   * A component counts as copied if the constructor calls a method that copies, of Java or of
   * Equipoise, for each of them.
   */
  @Test
  void recordsForUsersCopyTheirCollections() {
    Set<String> users = Set.copyOf(LISTED.get(FOR_USERS));
    Set<String> uncopied = new TreeSet<>();
    int checked = 0;
    for (JavaClass type : MainClasses.ALL) {
      JavaClass outermost = type;
      while (outermost.getEnclosingClass().isPresent()) {
        outermost = outermost.getEnclosingClass().get();
      }
      if (!type.isRecord()
          || !type.getModifiers().contains(JavaModifier.PUBLIC)
          || !users.contains(outermost.getName())) {
        continue;
      }
      long collections =
          type.getFields().stream()
              .filter(it -> !it.getModifiers().contains(JavaModifier.STATIC))
              .filter(
                  it ->
                      it.getRawType().isAssignableTo(Collection.class)
                          || it.getRawType().isAssignableTo(Map.class))
              .count();
      long copies =
          type.getConstructors().stream()
              .mapToLong(
                  it ->
                      it.getMethodCallsFromSelf().stream()
                          .map(call -> call.getTarget().getRawReturnType())
                          .filter(
                              made ->
                                  made.isAssignableTo(Collection.class)
                                      || made.isAssignableTo(Map.class))
                          .count())
              .max()
              .orElse(0);
      checked += collections > 0 ? 1 : 0;
      if (copies < collections) {
        uncopied.add(type.getName());
      }
    }
    assertTrue(checked > 20, "only " + checked + " records were checked");
    assertEquals(UNCOPIED, uncopied);
  }
}
