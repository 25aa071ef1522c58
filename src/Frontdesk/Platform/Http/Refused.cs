using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Platform.Http;

/// <summary>An action that is not allowed now. A value, not an exception: nothing is broken and nothing has changed.</summary>
/// <param name="Code">For programs, as in docs/api.</param>
/// <param name="Detail">For people: what happened and what to do next.</param>
public sealed record Refused(string Code, string Detail)
{
    public ProblemHttpResult AsProblem() => Problem.Of(StatusCodes.Status409Conflict, Code, Detail);
}
