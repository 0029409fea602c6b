package org.equipoise.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureResult;
import org.equipoise.authoring.ratchet.Criterion;
import org.equipoise.authoring.ratchet.RatchetReport;

/** Outcomes of fixtures and of the ratchet in the format that build servers know from JUnit. */
final class JUnitXml {
  private JUnitXml() {}

  /**
   * Writes a report of one suite.
   *
   * @param seconds how long each outcome took, in their order
   */
  static void write(String suite, List<FixtureResult> outcomes, List<Double> seconds, Writer out)
      throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", legal(suite));
      xml.writeAttribute("tests", Integer.toString(outcomes.size()));
      xml.writeAttribute(
          "failures", Long.toString(outcomes.stream().filter(it -> !it.passed()).count()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      xml.writeAttribute("time", TestCommand.seconds(seconds.stream().mapToDouble(it -> it).sum()));
      for (int i = 0; i < outcomes.size(); i++) {
        write(outcomes.get(i), seconds.get(i), xml);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** Writes a report of the ratchet as one suite, with a test for each criterion. */
  static void write(String suite, RatchetReport report, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", legal(suite));
      xml.writeAttribute("tests", Integer.toString(report.criteria().size()));
      xml.writeAttribute("failures", Integer.toString(report.failed().size()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      for (Criterion criterion : report.criteria()) {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "ratchet");
        xml.writeAttribute("name", criterion.name().word());
        if (!criterion.passes()) {
          xml.writeStartElement("failure");
          xml.writeAttribute("message", legal(criterion.why()));
          xml.writeAttribute("type", criterion.name().word());
          for (Criterion.Item item : criterion.items()) {
            xml.writeCharacters(legal(item.text() + "\n"));
          }
          xml.writeEndElement();
        }
        xml.writeEndElement();
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void write(FixtureResult outcome, double seconds, XMLStreamWriter xml)
      throws XMLStreamException {
    Fixture fixture = outcome.fixture();
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", legal(fixture.file()));
    xml.writeAttribute("name", legal(fixture.name()));
    xml.writeAttribute("file", legal(fixture.file()));
    xml.writeAttribute("line", Integer.toString(fixture.line()));
    xml.writeAttribute("time", TestCommand.seconds(seconds));
    if (!outcome.passed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", legal(outcome.mismatches().get(0).toString()));
      xml.writeAttribute("type", "failed expectation");
      xml.writeCharacters(
          legal(fixture + "\n" + String.join("\n", TestCommand.details(outcome)) + "\n"));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Text without the characters that XML cannot hold. */
  private static String legal(String text) {
    return text.codePoints()
        .map(
            it ->
                it == '\t'
                        || it == '\n'
                        || (it >= ' ' && it <= 0xD7FF)
                        || (it >= 0xE000 && it <= 0xFFFD)
                        || it >= 0x10000
                    ? it
                    : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
