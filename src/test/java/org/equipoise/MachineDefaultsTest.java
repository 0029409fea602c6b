package org.equipoise;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * No class of ours uses the machine's default locale, charset or time zone: what it says would come
 * out otherwise elsewhere.
 */
class MachineDefaultsTest {
  /**
   * Who may ask for them: who sees to it that they do not matter, and who tells people the hour.
   */
  private static final Set<String> MAY =
      Set.of(
          "org.equipoise.constitution.PortableGenerator.isNeeded()",
          "org.equipoise.cli.CheckCommand.now()");

  /** Methods that use a default where none is given: with their class, and before the bracket. */
  private static final Set<String> DEFAULTS =
      Set.of(
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.time.ZoneId.systemDefault",
          "java.time.ZoneOffset.systemDefault",
          "java.time.Clock.systemDefaultZone",
          "java.nio.charset.Charset.defaultCharset");

  /**
   * Methods that take a locale, a zone or a charset, and do otherwise where they are given none.
   */
  private static final Set<String> UNSAID =
      Set.of(
          "java.lang.String.toLowerCase",
          "java.lang.String.toUpperCase",
          "java.lang.String.format",
          "java.lang.String.formatted",
          "java.io.PrintStream.printf",
          "java.io.PrintStream.format",
          "java.io.PrintWriter.printf",
          "java.io.PrintWriter.format",
          "java.util.Formatter.format",
          "java.time.format.DateTimeFormatter.ofPattern",
          "java.time.format.DateTimeFormatterBuilder.toFormatter",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.LocalTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Year.now",
          "java.time.YearMonth.now",
          "java.io.ByteArrayOutputStream.toString",
          "java.net.URLEncoder.encode",
          "java.net.URLDecoder.decode");

  /** Classes that are made with a charset or a locale. */
  private static final Set<String> MADE_UNSAID =
      Set.of(
          "java.io.InputStreamReader",
          "java.io.OutputStreamWriter",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.PrintStream",
          "java.util.Scanner",
          "java.util.Formatter",
          "java.text.SimpleDateFormat",
          "java.text.DecimalFormat",
          "java.text.MessageFormat",
          "java.util.GregorianCalendar");

  private static final List<String> SAID =
      List.of(
          "java.util.Locale",
          "java.nio.charset.Charset",
          "java.nio.charset.CharsetDecoder",
          "java.nio.charset.CharsetEncoder",
          "java.time.ZoneId",
          "java.time.Clock",
          "java.text.DecimalFormatSymbols",
          "java.util.TimeZone");

  private static boolean isSaid(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream().anyMatch(it -> SAID.contains(it.getName()));
  }

  private static boolean usesADefault(CodeUnitAccessTarget target) {
    String owner = target.getOwner().getName();
    String member = owner + "." + target.getName();
    if (DEFAULTS.contains(member)) {
      return true;
    }
    if (isSaid(target)) {
      return false;
    }
    boolean isMadeOfBytes =
        member.equals("java.lang.String.<init>")
            && target.getRawParameterTypes().stream().anyMatch(it -> it.getName().equals("[B"))
            && target.getRawParameterTypes().stream()
                .noneMatch(it -> it.isEquivalentTo(String.class));
    boolean isOfText = // the other writes the lower byte of each character
        member.equals("java.lang.String.getBytes") && target.getRawParameterTypes().isEmpty();
    return isOfText
        || UNSAID.contains(member)
        || (target.getName().equals("<init>") && MADE_UNSAID.contains(owner))
        || (owner.startsWith("java.text.") && target.getName().matches("get\\w*Instance"))
        || isMadeOfBytes;
  }

  private static final ArchCondition<JavaClass> SAY_WHAT_THEY_MEAN =
      new ArchCondition<>("say which locale, charset and time zone they mean") {
        @Override
        public void check(JavaClass of, ConditionEvents events) {
          for (JavaCodeUnitAccess<?> access : of.getCodeUnitAccessesFromSelf()) {
            if (usesADefault(access.getTarget())
                && !MAY.contains(access.getOrigin().getFullName())) {
              events.add(violated(access, access.getDescription()));
            }
          }
        }
      };

  @Test
  void ourClassesSayWhichLocaleCharsetAndZoneTheyMean() {
    classes().should(SAY_WHAT_THEY_MEAN).check(MainClasses.ALL);
  }

  @Test
  void whoDoesNotSayIsFound() {
    Set<String> found = new TreeSet<>();
    for (JavaCodeUnitAccess<?> access :
        new ClassFileImporter().importClass(Unsaid.class).getCodeUnitAccessesFromSelf()) {
      if (usesADefault(access.getTarget())) {
        found.add(access.getOrigin().getName());
      }
    }
    assertEquals(
        new TreeSet<>(
            List.of(
                "bytes", "charset", "date", "format", "lower", "number", "read", "text", "today",
                "zone")),
        found);
  }

  @SuppressWarnings({
    "unused",
    "DefaultCharset",
    "StringCaseLocaleUsage",
    "JavaTimeDefaultTimeZone"
  })
  private static final class Unsaid {
    static UnaryOperator<String> lower() {
      return String::toLowerCase;
    }

    static String format(int number) {
      return "%d".formatted(number);
    }

    static byte[] bytes(String text) {
      return text.getBytes();
    }

    static String text(byte[] bytes) {
      return new String(bytes);
    }

    static InputStreamReader read(byte[] bytes) {
      return new InputStreamReader(new ByteArrayInputStream(bytes));
    }

    static String number(double number) {
      return NumberFormat.getInstance().format(number);
    }

    static LocalDate today() {
      return LocalDate.now();
    }

    static String date(LocalDate date) {
      return DateTimeFormatter.ofPattern("MMM").format(date);
    }

    static Charset charset() {
      return Charset.defaultCharset();
    }

    static ZoneId zone() {
      return ZoneId.systemDefault();
    }

    static String said(int number) {
      return String.format(Locale.ROOT, "%d", number).toLowerCase(Locale.ROOT);
    }
  }
}
