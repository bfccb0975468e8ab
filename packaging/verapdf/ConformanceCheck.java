import java.io.File;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** Checks each file against each profile: profiles with commas first, then files; one line each. */
public final class ConformanceCheck {
    private ConformanceCheck() {}

    public static void main(final String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int at = 1; at < args.length; at++) {
            for (final String id : args[0].split(",")) {
                final PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(args[at]), flavour);
                        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    final ValidationResult result = validator.validate(parser);
                    final StringBuilder rules = new StringBuilder();
                    for (final Map.Entry<RuleId, Integer> entry : result.getFailedChecks().entrySet()) {
                        rules.append(' ').append(entry.getKey().getClause()).append('-')
                            .append(entry.getKey().getTestNumber()).append('x').append(entry.getValue());
                    }
                    System.out.println(args[at] + "\t" + id + "\t"
                        + (result.isCompliant() ? "pass" : "fail") + "\t" + rules.toString().trim());
                }
            }
        }
    }
}
