using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Platform.Http;

/// <summary>RFC 9457 problems with a <c>code</c> for programs.</summary>
public static class Problem
{
    public static ProblemHttpResult Of(int status, string code, string detail, TimeSpan? retryAfter = null)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (retryAfter is { } wait)
        {
            extensions["retry_after"] = (int)Math.Ceiling(wait.TotalSeconds);
        }

        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }

    /// <summary>Repeats <c>retry_after</c> as the header that programs look for.</summary>
    public static void SayWhenToRetry(ProblemDetailsContext context)
    {
        if (context.ProblemDetails.Extensions.TryGetValue("retry_after", out var seconds))
        {
            context.HttpContext.Response.Headers.RetryAfter = $"{seconds}";
        }
    }

    /// <summary>422: well formed, but a field breaks a rule.</summary>
    public static ProblemHttpResult Invalid(Errors errors, string code = "invalid_fields") => TypedResults.Problem(
        errors.First, statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?> { ["code"] = code, ["errors"] = errors.ByField });

    public static ProblemHttpResult TooLarge() =>
        Of(StatusCodes.Status413PayloadTooLarge, "request_too_large", "This is larger than the server accepts. Files have at most 50 MB.");

    public static ProblemHttpResult NotFound(string code = "not_found", string detail = "There is nothing here that you may see.") =>
        Of(StatusCodes.Status404NotFound, code, detail);
}
