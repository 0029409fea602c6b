package org.equipoise.service.governor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A log calls the methods of an exception, and those of the host's exceptions may throw. */
class FaultsTest {
  @Test
  void anExceptionWhoseMethodsAnswerIsLoggedItself() {
    Exception fault = new IllegalStateException("closed", new RuntimeException("why"));
    assertSame(fault, Faults.logged(fault));
  }

  @Test
  void oneWhoseMethodsThrowIsLoggedByItsClass() {
    RuntimeException mute =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new AssertionError("no message");
          }
        };
    RuntimeException faceless =
        new RuntimeException() {
          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
          }

          @Override
          public String getMessage() {
            return "faceless";
          }
        };
    for (Throwable fault : List.of(mute, faceless, new RuntimeException("around", mute))) {
      Throwable logged = Faults.logged(fault);
      assertEquals(IllegalStateException.class, logged.getClass());
      assertEquals(Faults.words(fault), logged.getMessage());
    }
  }

  @Test
  void causesInACircleEnd() {
    RuntimeException first = new RuntimeException("first");
    RuntimeException second = new RuntimeException("second", first);
    first.initCause(second);
    assertSame(first, Faults.logged(first));
  }
}
