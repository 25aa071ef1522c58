using Frontdesk.Eval.Data;
using Frontdesk.Retrieval;
namespace Frontdesk.Eval.Fit;
public static class RankingFit { public static IEnumerable<string> Run(Squad passages) { yield break; } }
