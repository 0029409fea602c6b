package org.equipoise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class JsonFormsTest {
  private enum Tone {
    HARSH,
    KIND {
      @Override
      public String toString() {
        return "kind";
      }
    }
  }

  private record Money(BigDecimal amount, Currency currency) {}

  private record Order(UUID id, List<Money> lines, Optional<LocalDate> due, Tone tone) {}

  @SuppressWarnings("UnusedMethod") // called by what reads records
  private record Throwing(String text) {
    @Override
    public String text() {
      throw new IllegalStateException("closed");
    }
  }

  private static StringBuilder built(String text) {
    return new StringBuilder().append(text);
  }

  private static Object form(Object value) {
    return Attributes.of(Collections.singletonMap("x", value)).get("x");
  }

  private static final UUID ID = UUID.fromString("5a6c2f3e-1111-4222-8333-123456789abc");
  private static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");

  @TestFactory
  Stream<DynamicTest> whatHasOneObviousFormIsHeldInIt() {
    return Stream.of(
            new Object[][] {
              {AT, "2026-01-31T10:00:00Z"},
              {LocalDate.of(2026, 1, 31), "2026-01-31"},
              {LocalTime.of(10, 0), "10:00"},
              {LocalDateTime.of(2026, 1, 31, 10, 0, 5), "2026-01-31T10:00:05"},
              {OffsetDateTime.ofInstant(AT, ZoneOffset.ofHours(2)), "2026-01-31T10:00:00Z"},
              {ZonedDateTime.ofInstant(AT, ZoneId.of("Asia/Kathmandu")), "2026-01-31T10:00:00Z"},
              {OffsetTime.of(LocalTime.NOON, ZoneOffset.UTC), "12:00Z"},
              {Year.of(2026), "2026"},
              {YearMonth.of(2026, 1), "2026-01"},
              {MonthDay.of(1, 31), "--01-31"},
              {Duration.ofMinutes(90), "PT1H30M"},
              {Period.ofDays(3), "P3D"},
              {ZoneId.of("Europe/Rome"), "Europe/Rome"},
              {ZoneOffset.ofHours(2), "+02:00"},
              {DayOfWeek.MONDAY, "MONDAY"},
              {Date.from(AT), "2026-01-31T10:00:00Z"},
              {calendar(), "2026-01-31T10:00:00Z"},
              {Tone.HARSH, "HARSH"},
              {Tone.KIND, "KIND"},
              {'c', "c"},
              {built("built"), "built"},
              {ID, ID.toString()},
              {URI.create("https://example.org/a"), "https://example.org/a"},
              {Currency.getInstance("EUR"), "EUR"},
              {Locale.forLanguageTag("pt-BR"), "pt-BR"},
              {Optional.of(3), 3},
              {Optional.empty(), null},
              {Optional.of(Optional.of(Tone.HARSH)), "HARSH"},
              {OptionalInt.of(3), 3},
              {OptionalLong.of(3), 3},
              {OptionalDouble.of(0.5), 0.5},
              {OptionalDouble.empty(), null},
              {new AtomicInteger(3), 3},
              {new AtomicLong((1L << 60) + 1), (1L << 60) + 1},
              {new LongAdder(), 0},
              {new AtomicBoolean(true), true},
              {new AtomicReference<>(LocalDate.of(2026, 1, 31)), "2026-01-31"},
              {BigInteger.ONE.shiftLeft(60).add(BigInteger.ONE), (1L << 60) + 1},
              {new BigDecimal("0.10"), 0.1},
              {(byte) 3, 3},
              {(short) 3, 3},
              {3f, 3},
              {new int[] {1, 2}, List.of(1, 2)},
              {new double[] {0.5}, List.of(0.5)},
              {new boolean[] {true}, List.of(true)},
              {new String[] {"a", null}, Arrays.asList("a", null)},
              {new Object[] {Tone.KIND, new int[] {1}}, List.of("KIND", List.of(1))},
              {new char[] {'a', 'b'}, "ab"},
              {new ArrayDeque<>(List.of(2, 1)), List.of(2, 1)},
              {new LinkedHashSet<>(List.of("b", "a")), List.of("b", "a")},
              {new TreeSet<>(List.of("b", "a")), List.of("a", "b")},
              {Set.of(Tone.KIND, Tone.HARSH), List.of("HARSH", "KIND")},
              {new HashSet<>(List.of(10, 9, 100)), List.of(9, 10, 100)},
              {Map.of("a", Tone.KIND).values(), List.of("KIND")},
            })
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it[0].getClass().getSimpleName() + " " + it[0],
                    () -> assertEquals(it[1], form(it[0]))));
  }

  private static GregorianCalendar calendar() {
    GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setTimeInMillis(AT.toEpochMilli());
    return calendar;
  }

  @Test
  void aRecordIsAnObjectReachedByDottedNames() {
    Order order =
        new Order(
            ID,
            List.of(new Money(new BigDecimal("12.50"), Currency.getInstance("EUR"))),
            Optional.empty(),
            Tone.KIND);
    Attributes attributes = Attributes.of(Map.of("order", order));
    assertEquals(ID.toString(), attributes.get("order.id"));
    assertEquals("KIND", attributes.get("order.tone"));
    assertNull(attributes.get("order.due"));
    assertEquals(List.of(Map.of("amount", 12.5, "currency", "EUR")), attributes.get("order.lines"));
    assertEquals(
        attributes,
        Attributes.of(
            Map.of(
                "order",
                new HashMap<>(
                    Map.of(
                        "id",
                        ID.toString(),
                        "lines",
                        List.of(Map.of("amount", 12.5, "currency", "EUR")),
                        "due",
                        Optional.empty(),
                        "tone",
                        "KIND")))));
  }

  @Test
  void keysThatHaveATextNameTheirValues() {
    Map<Tone, Object> byTone = new EnumMap<>(Tone.class);
    byTone.put(Tone.KIND, 0.5);
    assertEquals(0.5, Attributes.of(Map.of("tones", byTone)).get("tones.KIND"));
    assertEquals(
        true, Attributes.of(Map.of("days", Map.of(LocalDate.EPOCH, true))).get("days.1970-01-01"));
    assertEquals(true, Attributes.of(Map.of("by", Map.of(7, true))).get("by.7"));
    assertEquals(true, Attributes.of(Map.of("by", Map.of(ID, true))).get("by." + ID));
    refused("`by.KIND` is given twice", Map.of("by", Map.of(Tone.KIND, 1, "KIND", 2)));
    refused("`by.null` is not a string", Map.of("by", Collections.singletonMap(null, 1)));
    refused("`by.[1]` is not a string", Map.of("by", Map.of(List.of(1), 1)));
  }

  private static void refused(String why, Map<String, ?> values) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Attributes.of(values));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }

  @Test
  void whatHasNoOneFormIsRefusedByNameWithWhatToGive() {
    Object bean = new Object();
    refused("attribute `x` is a java.lang.Object, which has no one form", Map.of("x", bean));
    refused("give text, a number", Map.of("x", bean));
    refused("attribute `a.b[1].c` is a", Map.of("a", Map.of("b", List.of(1, Map.of("c", bean)))));
    refused("attribute `x.text` cannot be read: its accessor", Map.of("x", new Throwing("")));
    refused("attribute `x.amount` is not a finite", Map.of("x", Map.of("amount", Double.NaN)));
    refused("array of bytes", Map.of("x", new byte[] {1}));
    for (Object value :
        List.of(
            String.class,
            Thread.currentThread(),
            Path.of("a", "b"),
            Stream.of(1),
            List.of(1).iterator(),
            new IllegalStateException())) {
      refused("attribute `x[0]` is a " + value.getClass().getName(), Map.of("x", List.of(value)));
    }
    Map<String, Object> itself = new HashMap<>();
    itself.put("x", itself);
    refused("hold themselves", itself);
  }

  @Test
  void aDisputedValueIsHeldInItsFormToo() {
    Attributes attributes = Attributes.of(Map.of("tone", new Disputed(Tone.KIND, 0.5)));
    assertEquals(new Disputed("KIND", 0.5), attributes.disputed().get("tone"));
  }
}
