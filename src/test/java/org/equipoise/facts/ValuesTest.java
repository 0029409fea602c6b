package org.equipoise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private static final List<String> DECIMALS =
      List.of(
          "0",
          "1",
          "-1",
          "3",
          "0.1",
          "0.3",
          "-0.5",
          "2.5",
          "1000",
          "1e3",
          "1e23",
          "127",
          "2147483648",
          "9007199254740992",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1.0000000000000002",
          "0.30000000000000004",
          "123456789012345678901234567890");

  /** A number as some class of Java holds it, and the decimal that it stands for. */
  private record Held(Number number, BigDecimal stands) {}

  /** A decimal in every class that can hold it: nothing here asks what is tested. */
  private static List<Held> held(String written) {
    BigDecimal exact = new BigDecimal(written);
    List<Held> held = new ArrayList<>();
    held.add(new Held(exact, exact));
    held.add(new Held(exact.setScale(Math.max(0, exact.scale()) + 2), exact));
    if (exact.stripTrailingZeros().scale() <= 0) {
      BigInteger whole = exact.toBigIntegerExact();
      held.add(new Held(whole, exact));
      if (whole.bitLength() < 64) {
        held.add(new Held(whole.longValueExact(), exact));
      }
      if (whole.bitLength() < 32) {
        held.add(new Held(whole.intValueExact(), exact));
      }
      if (whole.bitLength() < 16) {
        held.add(new Held(whole.shortValueExact(), exact));
      }
      if (whole.bitLength() < 8) {
        held.add(new Held(whole.byteValueExact(), exact));
      }
    }
    if (exact.precision() <= 7 && exact.abs().compareTo(new BigDecimal("1e9")) < 0) {
      held.add(new Held(exact.floatValue(), exact));
    }
    double near = exact.doubleValue();
    boolean isLong = exact.scale() <= 0 && exact.toBigInteger().bitLength() < 64;
    BigDecimal stands = isLong ? new BigDecimal(near) : BigDecimal.valueOf(near);
    if (stands.compareTo(exact) == 0) {
      held.add(new Held(near, exact));
    }
    return held;
  }

  @Test
  void numbersCompareByValueWhateverClassHoldsThem() {
    List<Held> all = DECIMALS.stream().flatMap(it -> held(it).stream()).toList();
    assertTrue(all.size() > 90, () -> "only " + all.size());
    for (Held a : all) {
      for (Held b : all) {
        int order = a.stands().compareTo(b.stands());
        String pair =
            a.number().getClass()
                + " "
                + a.number()
                + ", "
                + b.number().getClass()
                + " "
                + b.number();
        assertEquals(order == 0, Values.equal(a.number(), b.number()), pair);
        assertEquals(order != 0, Values.unequal(a.number(), b.number()), pair);
        assertEquals(order < 0, Values.isLess(a.number(), b.number()), pair);
        assertEquals(order > 0, Values.isMore(a.number(), b.number()), pair);
        assertEquals(order <= 0, Values.isAtMost(a.number(), b.number()), pair);
        assertEquals(order >= 0, Values.isAtLeast(a.number(), b.number()), pair);
        assertEquals(order == 0, Values.key(a.number()).equals(Values.key(b.number())), pair);
        assertEquals(order == 0, Values.contains(List.of("1", a.number()), b.number()), pair);
      }
    }
  }

  @Test
  void theOrderOfAnyNumbersIsThatOfTheDecimalsThatTheyStandFor() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      double near = Math.scalb(random.nextDouble() - 0.5, random.nextInt(140) - 70);
      long whole = random.nextBoolean() ? (long) near : random.nextLong() >> random.nextInt(63);
      assertEquals(
          Integer.signum(new BigDecimal(near).compareTo(new BigDecimal(whole))),
          Integer.signum(Values.compare(near, whole)),
          () -> near + " " + whole);
      assertEquals(
          Values.compare(near, whole), -Values.compare(whole, near), () -> near + " " + whole);
      assertEquals(
          Integer.signum(Values.decimal(near).compareTo(Values.decimal(Math.nextUp(near)))), -1);
    }
  }

  @Test
  void whatIsNoFiniteNumberHasItsPlaceOrNone() {
    for (Number finite : List.of(0, -1L, 1e300, new BigDecimal("1e400"), BigInteger.TEN)) {
      assertTrue(Values.isMore(Double.POSITIVE_INFINITY, finite));
      assertTrue(Values.isLess(Double.NEGATIVE_INFINITY, finite));
      assertFalse(Values.equal(Float.POSITIVE_INFINITY, finite));
      assertFalse(Values.equal(Double.NaN, finite));
      assertFalse(Values.isAtMost(Double.NaN, finite));
      assertFalse(Values.isAtLeast(finite, Float.NaN));
    }
    assertTrue(Values.equal(Double.NaN, Float.NaN));
    assertTrue(Values.equal(Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY));
    assertTrue(Values.equal(-0.0, 0));
  }

  @Test
  void aCharacterIsAText() {
    assertTrue(Values.equal('a', "a"));
    assertTrue(Values.equal("a", 'a'));
    assertFalse(Values.equal("ab", 'a'));
    assertFalse(Values.equal('1', 1));
    assertTrue(Values.isLess('a', "b"));
    assertTrue(Values.contains("cab", 'a'));
    assertEquals(Values.key("a"), Values.key('a'));
  }

  @Test
  void noTwoKindsAreEqualAndNoneHasAnOrderWithAnother() {
    List<Object> kinds =
        List.of(true, 3, "3", List.of(3), Map.of("a", 3), LocalDate.of(2024, 3, 1), Set.of(4));
    for (Object a : kinds) {
      for (Object b : kinds) {
        if (a != b) {
          assertFalse(Values.equal(a, b), () -> a + " " + b);
          assertThrows(IncomparableException.class, () -> Values.isLess(a, b), () -> a + " " + b);
        }
      }
      assertFalse(Values.equal(a, null));
      assertFalse(Values.isLess(a, null) || Values.isAtLeast(null, a));
    }
    assertTrue(Values.isLess(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 12, 1)));
    IncomparableException told =
        assertThrows(IncomparableException.class, () -> Values.isMore("abc", 3));
    assertEquals("the text `abc` and the number 3 have no order", told.getMessage());
    assertEquals(
        "`attr(\"n\") > 3`: the text `abc` and the number 3 have no order",
        told.in("attr(\"n\") > 3").getMessage());
  }

  @Test
  void listsAreEqualIfTheirElementsAre() {
    assertTrue(Values.equal(List.of(1, "a", List.of(2.5)), List.of(1.0, 'a', List.of(2.5f))));
    assertFalse(Values.equal(List.of(1, 2), List.of(2, 1)));
    assertEquals(Values.key(Arrays.asList(1, null)), Values.key(Arrays.asList(1.0, null)));
    assertTrue(Values.contains(new int[] {1, 2}, 2.0));
    assertTrue(Values.contains(Set.of(1L), 1));
    assertFalse(Values.contains(null, 1));
    assertFalse(Values.contains(12, 1));
  }

  @Test
  void whatOnlyACompiledConditionCastsKeepsItsValue() {
    assertTrue(Values.equal(Values.comparableDecimal("x"), "x"));
    assertFalse(Values.equal(Values.comparableDecimal("1"), BigDecimal.ONE));
    assertThrows(
        IncomparableException.class,
        () -> Values.isLess(Values.comparable(List.of()), Values.comparable(1)));
    assertEquals(new BigDecimal("0.1"), Values.comparableDecimal(0.1));
  }
}
