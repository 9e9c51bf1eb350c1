namespace Fabric.Grains.Hosting;

/// <summary>A grain of this silo that may be at a long call when it has to move.</summary>
internal interface ILocalActivation : IGrainBase
{
    /// <summary>Ends the long calls under way, so that a deactivation need not wait for them. Runs on the activation's scheduler.</summary>
    void LetGo();
}
