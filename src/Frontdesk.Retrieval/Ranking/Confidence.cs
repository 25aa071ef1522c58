namespace Frontdesk.Retrieval;

internal static class Confidence
{
    public static double Of(PassageMatch match, double margin, Query query)
    {
        return match.Coverage;
    }
}
