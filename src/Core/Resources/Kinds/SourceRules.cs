using Fabric.Resources.Validation;

namespace Fabric.Resources.Kinds;

/// <summary>Rules between the fields of sources and targets.</summary>
internal static class SourceRules
{
    /// <summary>A user name and a password come together: half a credential must not become no credential.</summary>
    public static void BasicAuth(FieldReader spec, FaultList faults)
    {
        var (user, password) = (spec["basicAuthUsername"], spec["basicAuthPassword"]);
        if (user.Text is { Length: > 0 } && !password.Exists)
            faults.Add(password.Path, "is required: basicAuthUsername is given");
        if (password.Exists && user.Text is not { Length: > 0 })
            faults.Add(user.Path, "is required: basicAuthPassword is given");
    }

    public static void Positive(FieldReader duration, FaultList faults)
    {
        if (duration.Duration == TimeSpan.Zero)
            faults.Add(duration.Path, "must be more than zero");
    }
}
