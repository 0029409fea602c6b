package org.equipoise.constitution;

import java.util.List;
import java.util.regex.Pattern;

/** Where code may stand in a constitution, and in what disguise. */
@SuppressWarnings("StringConcatToTextBlock")
final class CodePlaces {
  /**
   * A place and a disguise: {@code #E} stands for an expression, {@code #S} for the same with the
   * simple names of classes, and {@code #N} for a number.
   */
  record Place(String subject, String text) {
    static Place consequence(String body) {
      return rule("$o : Output()", body);
    }

    static Place condition(String conditions) {
      return rule(conditions.replace("#E", "#S"), "forbid( $o, \"#N\" );");
    }

    private static Place rule(String conditions, String body) {
      return new Place(
          "r#N",
          "rule \"r#N\"\n    @Principle\nwhen\n    "
              + conditions
              + "\nthen\n    "
              + body
              + "\nend\n");
    }

    RuleCode.Form with(String expression, int number) {
      String simple = QUALIFIED.matcher(expression).replaceAll("$2");
      String filled = text.replace("#E", expression).replace("#S", simple);
      String shown = Integer.toString(number);
      return new RuleCode.Form(subject.replace("#N", shown), filled.replace("#N", shown));
    }
  }

  static final Pattern QUALIFIED =
      Pattern.compile("\\b((?:java|org)(?:\\.[a-z]\\w*)+)\\.([A-Z]\\w*)");

  private static final String SAY = " forbid( $o, \"#N\" + it );";

  /** Where code may stand that runs when a case is decided. */
  static final List<Place> PLACES =
      List.of(
          Place.consequence("Object it = #E;" + SAY),
          Place.consequence("forbid( $o, \"#N\" + #E );"),
          Place.consequence(
              "java.util.function.Supplier<Object> s = () -> #E; Object it = s.get();" + SAY),
          Place.consequence(
              "java.util.function.Supplier<java.util.function.Supplier<Object>> s = () -> () -> #E;"
                  + " Object it = s.get().get();"
                  + SAY),
          Place.consequence(
              "Object it = new Object() { public String toString() { return \"\" + #E; } };" + SAY),
          Place.consequence(
              "class L { Object go() { return #E; } } Object it = new L().go();" + SAY),
          Place.consequence("class L { Object f; L() { f = #E; } } Object it = new L().f;" + SAY),
          Place.consequence("class L { Object f = #E; } Object it = new L().f;" + SAY),
          Place.consequence("class L { Object f; { f = #E; } } Object it = new L().f;" + SAY),
          Place.consequence(
              "class L { class M { Object go() { return #E; } } } Object it = new L().new M().go();"
                  + SAY),
          Place.consequence(
              "class L { Object go() { return 1; } } class M extends L { Object go() { return #E; }"
                  + " } L l = new M(); Object it = l.go();"
                  + SAY),
          Place.consequence(
              "record R( Object f ) { R { f = #E; } } Object it = new R( 1 ).f();" + SAY),
          Place.consequence(
              "record R( int n ) { Object go() { return #E; } } Object it = new R( 1 ).go();"
                  + SAY),
          Place.consequence(
              "interface I { default Object go() { return #E; } } Object it = new I() { }.go();"
                  + SAY),
          Place.consequence(
              "class W { <T> T same( T t ) { return t; } } Object it = new W().same( (Object) #E );"
                  + SAY),
          Place.consequence("Object it = $o == null ? null : #E;" + SAY),
          Place.consequence("Object it = (Object) (Comparable<?>) (\"\" + #E);" + SAY),
          Place.consequence("Object[] all = { #E, 1 }; Object it = all[1];" + SAY),
          Place.consequence("Object it = List.of( \"\" + #E ).get( 0 );" + SAY),
          Place.consequence(
              "Object it = switch ( $o.getIndex() ) { case 0 -> #E; default -> (Object) 1; };"
                  + SAY),
          Place.consequence("Object it = null; for ( int i = 0; i < 2; i++ ) { it = #E; }" + SAY),
          Place.consequence("Object it = null; try { it = 1; } finally { it = #E; }" + SAY),
          Place.consequence(
              "Object it = null; try { Integer.parseInt( \"x\" ); }"
                  + " catch ( NumberFormatException e ) { it = #E; }"
                  + SAY),
          Place.consequence(
              "Object it = List.of( 1, 2 ).stream().map( n -> \"\" + n + #E ).toList();" + SAY),
          Place.consequence(
              "Object it = java.util.Optional.of( 1 ).map( n -> (Object) #E ).get();" + SAY),
          Place.consequence(
              "ArrayList<String> l = new ArrayList<>( List.of( \"b\", \"a\" ) );"
                  + " l.sort( ( a, b ) -> (\"\" + #E).length() * 0 + a.compareTo( b ) );"
                  + " Object it = l;"
                  + SAY),
          Place.consequence("if ( ((Object) #E) != null ) { forbid( $o, \"#N\" ); }"),
          Place.consequence(
              "StringBuilder b = new StringBuilder(); b.append( #E ); Object it = b;" + SAY),
          Place.consequence("Object it = ((java.util.function.Supplier<?>) () -> #E).get();" + SAY),
          Place.consequence(
              "class ProjectModel { Object getRules() { return #E; } }"
                  + " Object it = new ProjectModel().getRules();"
                  + SAY),
          Place.consequence(
              "class Rules { Object rule_r() { return #E; } } Object it = new Rules().rule_r();"
                  + SAY),
          Place.condition("$o : Output( Objects.nonNull( #E ) )"),
          Place.condition("$o : Output( $it : Objects.nonNull( #E ) )"),
          Place.condition("$o : Output()\n    eval( $o.getIndex() >= 0 && Objects.nonNull( #E ) )"),
          Place.condition("$o : Output()\n    exists Output( Objects.nonNull( #E ) )"),
          Place.condition("$o : Output()\n    not Output( index > 5, Objects.nonNull( #E ) )"),
          Place.condition(
              "$o : Output()\n    accumulate( Output( $i : index );"
                  + " $n : sum( String.valueOf( #E ).length() ) )"),
          Place.condition(
              "$o : Output()\n"
                  + "    $n : Number() from accumulate( Output( $i : index ), init( int t = 0; )"
                  + " action( t += $i + String.valueOf( #E ).length(); ) result( t ) )"),
          Place.condition(
              "$o : Output()\n    $n : Object() from accumulate( Output( $i : index ),"
                  + " init( int t = 0; ) action( t += $i; ) result( \"\" + t + #E ) )"),
          Place.condition("$o : Output()\n    $s : Object() from List.of( $o.getId(), \"\" + #E )"),
          new Place(
              "f#N",
              "function Object f#N( Object a ) {\n    return #E;\n}\n"
                  + "rule \"calls f#N\"\n    @Principle\nwhen\n    $o : Output()\nthen\n"
                  + "    forbid( $o, \"\" + f#N( 1 ) );\nend\n"),
          new Place(
              "f#N",
              "function Object f#N( Object a ) {\n"
                  + "    java.util.function.Supplier<Object> s = () -> #E; return s.get();\n}\n"),
          Place.condition(
              "$o : Output()\n    accumulate( Output( $i : index ); $n : count( $i );"
                  + " $n >= 0 && Objects.nonNull( #E ) )"),
          Place.condition(
              "$o : Output()\n    accumulate( ( Output( $i : index ) and"
                  + " Output( index == $i, Objects.nonNull( #E ) ) ); $n : count( $i ) )"),
          Place.condition(
              "$o : Output()\n    accumulate( ( Output( $i : index ) and"
                  + " eval( $i >= 0 && Objects.nonNull( #E ) ) ); $n : count( $i ) )"),
          Place.condition(
              "$o : Output()\n    accumulate( Output( $i : index );"
                  + " $n : collectList( String.valueOf( #E ) ) )"),
          Place.condition(
              "$o : Output()\n    $l : List() from collect( Output( Objects.nonNull( #E ) ) )"),
          Place.condition("$o : Output()\n    forall( $p : Output( Objects.nonNull( #E ) ) )"),
          Place.condition(
              "$o : Output()\n    forall( $p : Output()"
                  + " Output( this == $p, Objects.nonNull( #E ) ) )"),
          Place.condition(
              "$o : Output()\n    not( Output() and Output( index > 9, Objects.nonNull( #E ) ) )"),
          Place.condition("$o : Output()\n    not( exists( Output( !Objects.nonNull( #E ) ) ) )"),
          Place.condition(
              "( $o : Output( index == 0 ) or $o : Output( index == 1, Objects.nonNull( #E ) ) )"),
          Place.condition("$o : Output( index == 0 || Objects.nonNull( #E ) )"),
          Place.condition("$o : Output( index == 0 && ( index == 0 || !Objects.isNull( #E ) ) )"),
          Place.condition("$o : Output( id.equals( \"\" + #E ) )"),
          Place.condition("$o : Output( Objects.equals( this, #E ) || index >= 0 )"),
          Place.condition(
              "$o : Output()\n    $s : Object() from"
                  + " ( $o.getIndex() == 0 ? List.of( \"\" + #E ) : List.of( \"x\" ) )"),
          Place.condition(
              "$o : Output()\n    $s : Object( Objects.nonNull( #E ) ) from List.of( $o.getId() )"),
          Place.condition(
              "$o : Output()\n    $s : Object() from Map.of( $o.getId(), \"\" + #E ).values()"),
          Place.condition(
              "$o : Output()\n    $n : Number() from accumulate( $s : Object() from"
                  + " List.of( $o.getId(), \"\" + #E ), count( $s ) )"),
          new Place(
              "r#N",
              "query asked#N( Output $p )\n    $p := Output( index >= 0 )\nend\n"
                  + "rule \"r#N\"\n    @Principle\nwhen\n    $o : Output()\n    asked#N( $o; )\n"
                  + "    eval( $o.getIndex() >= 0 && Objects.nonNull( #S ) )\nthen\n"
                  + "    forbid( $o, \"#N\" );\nend\n"),
          new Place(
              "q#N",
              "query q#N( Output $p )\n    $p := Output( index >= 0 )\n"
                  + "    eval( $p.getIndex() >= 0 && Objects.nonNull( #S ) )\nend\n"),
          new Place(
              "r#N",
              "rule \"r#N\"\n    @Principle\nwhen\n    $o : Output( index >= 0 )\n"
                  + "    if ( index == 0 && Objects.nonNull( #S ) ) do[other]\nthen\n"
                  + "    forbid( $o, \"#N\" );\nthen[other]\n    permit( $o, \"#N\" );\nend\n"),
          new Place(
              "r#N",
              "rule \"r#N\"\n    @Principle\nwhen\n    $o : Output( index >= 0 )\n"
                  + "    do[other]\nthen\n    forbid( $o, \"#N\" );\nthen[other]\n"
                  + "    permit( $o, \"\" + #E );\nend\n"),
          Place.consequence(
              "class L { enum E { A; Object go() { return #E; } } } Object it = L.E.A.go();" + SAY),
          Place.consequence(
              "class L { enum E { A { Object go() { return #E; } }; abstract Object go(); } }"
                  + " Object it = L.E.A.go();"
                  + SAY),
          Place.consequence(
              "interface I { static Object go() { return #E; } } Object it = I.go();" + SAY),
          Place.consequence(
              "interface I { private Object go() { return #E; } default Object on() { return this.go(); }"
                  + " } Object it = new I() { }.on();"
                  + SAY),
          Place.consequence(
              "class L { Object go( Object... all ) { return all[1]; } }"
                  + " Object it = new L().go( 1, #E );"
                  + SAY),
          Place.consequence(
              "class L { java.util.function.Supplier<Object> f = () -> #E; }"
                  + " Object it = new L().f.get();"
                  + SAY),
          Place.consequence(
              "class L { Object go() { return #E; } }"
                  + " java.util.function.Supplier<Object> s = new L()::go; Object it = s.get();"
                  + SAY),
          Place.consequence(
              "class L<T> { T f; L( T t ) { f = t; } } Object it = new L<Object>( #E ).f;" + SAY),
          Place.consequence(
              "class L { L( Object o ) { } } class M extends L { M() { super( #E ); } }"
                  + " Object it = new M() == null;"
                  + SAY),
          Place.consequence(
              "class L { L() { this( #E ); } L( Object o ) { } } Object it = new L() == null;"
                  + SAY),
          Place.consequence(
              "class L { Object go( int n ) { return n == 0 ? #E : this.go( n - 1 ); } }"
                  + " Object it = new L().go( 3 );"
                  + SAY),
          Place.consequence(
              "Object it = switch ( $o.getId() ) { case \"a\": yield 1;"
                  + " default: { Object y = #E; yield y; } };"
                  + SAY),
          Place.consequence(
              "Object it = 1; do { it = #E; } while ( (\"\" + it).length() < 0 );" + SAY),
          Place.consequence(
              "Object it = 1; out: for ( ; ; ) { for ( ; ; ) { it = #E; break out; } }" + SAY),
          Place.consequence("Object it = (Object) #E instanceof String t ? t : 1;" + SAY),
          Place.consequence("Object[][] all = { { 1 }, { #E } }; Object it = all[1][0];" + SAY),
          Place.consequence(
              "Object it = new java.util.TreeMap<String, Integer>( (java.util.Comparator<String>)"
                  + " ( a, b ) -> (\"\" + #E).length() * 0 ).size();"
                  + SAY),
          Place.consequence(
              "java.util.Iterator<Object> i = new java.util.Iterator<Object>() {"
                  + " public boolean hasNext() { return false; }"
                  + " public Object next() { return #E; } }; Object it = i.next();"
                  + SAY),
          Place.consequence(
              "Object it = java.util.stream.IntStream.range( 0, 2 ).mapToObj( n -> {"
                  + " class L { Object go() { return #E; } } return new L().go(); } ).toList();"
                  + SAY),
          Place.consequence(
              "class X extends RuntimeException { public String getMessage() { return \"\" + #E; } }"
                  + " Object it = new X().getMessage();"
                  + SAY),
          Place.consequence(
              "class L implements Comparable<L> { public int compareTo( L l ) {"
                  + " return (\"\" + #E).length() * 0; } }"
                  + " Object it = new ArrayList<>( List.of( new L(), new L() ) ).size();"
                  + SAY),
          new Place(
              "f#N",
              "function Object f#N( Object a ) {\n"
                  + "    record R( Object o ) { Object go() { return #E; } }\n"
                  + "    return new R( a ).go();\n}\n"),
          new Place(
              "f#N",
              "function Object f#N( int a ) {\n"
                  + "    return switch ( a ) { case 1 -> #E; default -> (Object) 2; };\n}\n"),
          new Place(
              "f#N",
              "function Object f#N( int a ) {\n    if ( a > 0 ) { return f#N( a - 1 ); }\n"
                  + "    return #E;\n}\n"),
          new Place("T#N", "declare T#N\n    a : int = 1\n    it : String = \"\" + #E\nend\n"),
          new Place(
              "T#N",
              "declare S#N\n    a : int\nend\ndeclare T#N extends S#N\n    it : Object = #E\nend\n"),
          new Place("q#N", "query q#N( String $n )\n    Output( Objects.nonNull( #S ) )\nend\n"),
          new Place("T#N", "declare T#N\n    it : Object = #E\nend\n"),
          new Place("T#N", "declare T#N\n    n : int = (\"\" + #E).length()\nend\n"));

  /** Where nothing but plain values may stand, and names that the compiler gives. */
  static final List<Place> CLOSED =
      List.of(
          Place.consequence(
              "class L { static final String F = \"\" + #E; } Object it = L.F;" + SAY),
          Place.consequence(
              "class L { static int n = 1; static { n = (\"\" + #E).length(); } }"
                  + " Object it = L.n;"
                  + SAY),
          Place.consequence(
              "class L { enum E { A; String f = \"\" + #E; } } Object it = L.E.A.f;" + SAY),
          Place.consequence(
              "interface I { String F = \"\" + #E; } Object it = new I() { }.F;" + SAY),
          Place.consequence(
              "class L { static Object $SWITCH_TABLE$x() { try { return #E; }"
                  + " catch ( Throwable t ) { return t; } } } Object it = L.$SWITCH_TABLE$x();"
                  + SAY),
          Place.consequence(
              "class L { Object lambda$0() { return #E; } } Object it = new L().lambda$0();" + SAY),
          Place.consequence(
              "class L { Object access$000() { return #E; } } Object it = new L().access$000();"
                  + SAY),
          Place.consequence(
              "class L { static Object $deserializeLambda$( Object o ) { return #E; } }"
                  + " Object it = L.$deserializeLambda$( null );"
                  + SAY),
          new Place("E#N", "declare enum E#N\n    A( (\"\" + #E).length() );\n    n : int\nend\n"),
          new Place("E#N", "declare enum E#N\n    A( \"\" + #E );\n    n : String\nend\n"),
          Place.condition("$o : Output()\n    $s : Object() from new Object[] { \"\" + #E }"),
          Place.condition("$o : Output()\n    $s : Object() from Map.of( \"a\", \"\" + #E )"),
          Place.condition("$o : Output()\n    eval( Objects.nonNull( #E ) )"),
          Place.condition("$o : Output()\n    not( eval( Objects.isNull( #E ) ) )"),
          Place.consequence(
              "class L { enum E { A; Object f; E() { f = #E; } } } Object it = L.E.A.f;" + SAY),
          Place.consequence(
              "class L { enum E { A; { String s = \"\" + #E; } } } Object it = L.E.A;" + SAY),
          Place.consequence(
              "record R( int n ) { static final String F = \"\" + #E; } Object it = R.F;" + SAY),
          Place.condition("$o : Output()\n    $s : Object() from #E"),
          Place.condition("$o : Output()\n    $s : Object() from List.of( \"\" + #E )"),
          new Place(
              "Rules0123456789ABCDEF0123456789AB#N",
              "declare Rules0123456789ABCDEF0123456789AB#N\n    it : Object = #E\nend\n"),
          new Place(
              "LambdaPredicate0123456789ABCDEF0123456789AB#N",
              "declare LambdaPredicate0123456789ABCDEF0123456789AB#N\n"
                  + "    it : Object = #E\n"
                  + "end\n"));

  private CodePlaces() {}
}
