package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ManyThreadsTest {
  private static final int CONSTITUTIONS = Integer.getInteger("equipoise.compiled", 6);

  @Test
  void constitutionsThatAreLoadedAtTheSameTimeCompile() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Callable<Integer>> loads = new ArrayList<>();
    for (int i = 0; i < CONSTITUTIONS; i++) {
      Map<String, String> files = files(i);
      loads.add(() -> Constitution.of(files).rules().size());
    }
    try {
      int compiled = 0;
      for (Future<Integer> each : threads.invokeAll(loads)) {
        compiled += each.get();
      }
      assertEquals(2 * CONSTITUTIONS, compiled);
    } finally {
      threads.shutdown();
    }
  }

  private static Map<String, String> files(int number) {
    return Map.of(
        "constitution.json",
        "{\"name\": \"many\", \"version\": \"1.0.0\"}",
        "rules.drl",
        """
        package many
        rule "first"
            @Principle
        when
            $o : Output( attr("a%1$d") == true, text("s") != "y" )
            $other : Output( id != $o.id )
        then
            prefer( $o, $other, "first" );
            insert( new Seen( "a", %1$d ) );
        end
        rule "second"
            @Theory
        when
            Seen( n > 0 )
            $j : Judgment( flag("b%1$d") )
        then
            exclude( $j, "second" );
        end
        declare Seen
            k : String @key
            n : int @key
        end
        """
            .formatted(number));
  }
}
