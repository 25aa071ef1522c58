using Frontdesk.Eval.Data;

namespace Frontdesk.Eval.Fit;

public static class FitAll
{
    public static IEnumerable<string> Run(Squad passages, Clinc intents) => RankingFit.Run(passages);
}
